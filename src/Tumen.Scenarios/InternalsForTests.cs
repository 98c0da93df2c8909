using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tumen.Scenarios.Tests")]
