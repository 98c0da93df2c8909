namespace Tumen.Model;
/// <summary>x</summary>
public sealed class ParametricGame { }
