using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Tumen.Report.Drawing;

namespace Tumen.Workbench;

/// <summary>Scripts and styles, from inside the program: nothing is fetched from elsewhere.</summary>
internal static class PageFiles
{
    private static readonly FrozenDictionary<string, (byte[] Bytes, string Type, string Hash)> Files = Load();

    /// <summary>Address of a file that changes with its content, so that browsers may keep it.</summary>
    public static string Address(string name) => $"assets/{name}?v={Files[name].Hash}";

    /// <summary>Serves the files.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", (string name, HttpContext context) => Send(name, context));
        routes.MapGet("/_framework/blazor.web.js", (HttpContext context) => Send("blazor.web.js", context));
    }

    private static IResult Send(string name, HttpContext context)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "private, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Bytes, file.Type, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""));
    }

    private static FrozenDictionary<string, (byte[], string, string)> Load()
    {
        var assembly = typeof(PageFiles).Assembly;
        var files = new Dictionary<string, (byte[], string, string)>();
        void Add(string name, byte[] bytes)
        {
            string type = Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", ".svg" => "image/svg+xml", ".json" => "application/json", _ => "application/octet-stream" };
            files[name] = (bytes, type + "; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        }

        foreach (string name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Add(name, bytes);
        }

        Add("charts.css", Encoding.UTF8.GetBytes(ChartStyle.Css));
        return files.ToFrozenDictionary();
    }
}
