using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tumen.Workbench;

/// <summary>Who may come in.</summary>
/// <param name="Address">Address listened on.</param>
/// <param name="Port">Port.</param>
/// <param name="Token">Secret of the start address.</param>
internal sealed record GateRule(IPAddress Address, int Port, string Token)
{
    /// <summary>Cookies do not tell ports apart, so their name does.</summary>
    public string Cookie => $"tumen-{Port}";

    /// <summary>Whether a Host header names this server and nothing else, so that no foreign name can be rebound to it.</summary>
    public bool Knows(HostString host)
    {
        if (!host.HasValue || host.Port != Port)
        {
            return false;
        }

        string name = host.Host.Trim('[', ']');
        return name is "localhost" or "127.0.0.1" or "::1" || (!IPAddress.IsLoopback(Address) && IPAddress.TryParse(name, out _));
    }

    /// <summary>Whether a secret given is ours, in time that does not depend on it.</summary>
    public bool Opens(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));
}

/// <summary>Turns away foreign hosts, foreign origins and visitors without the secret; sets the headers that keep a page to itself.</summary>
internal sealed class Gate(RequestDelegate next, GateRule rule)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Lets a request pass or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!rule.Knows(request.Host))
        {
            return Refuse(response, 421, "This server answers only to its own address.");
        }

        string? origin = request.Headers.Origin;
        if (origin is { Length: > 0 } && origin != $"{request.Scheme}://{request.Host}")
        {
            return Refuse(response, 403, "This server answers only to its own pages.");
        }

        if (request.Query.TryGetValue("token", out var given))
        {
            if (!rule.Opens(given.ToString()))
            {
                return Refuse(response, 401, Closed);
            }

            // Lax: a link in a note opens the page, but no foreign page can act in the reader's name (Origin is checked as well).
            response.Cookies.Append(rule.Cookie, rule.Token, new CookieOptions { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Path = "/", IsEssential = true });
            // Names of a query are blind to case, so Token is the secret as well; and a path that begins with two slashes would name another site.
            var rest = request.Query.Where(q => !q.Key.Equals("token", StringComparison.OrdinalIgnoreCase)).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v));
            response.Headers.CacheControl = "no-store";
            response.Redirect(new PathString("/" + (request.Path.Value ?? "").TrimStart('/', '\\')) + QueryString.Create(rest));
            return Task.CompletedTask;
        }

        return rule.Opens(request.Cookies[rule.Cookie]) ? next(context) : Refuse(response, 401, Closed);
    }

    private const string Closed = "The workbench opens with the address that `tumen serve` printed; it carries a secret (…/?token=…). Open that address once in this browser, then this page works.";

    private static Task Refuse(HttpResponse response, int status, string why)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        return response.WriteAsync(why + "\n");
    }
}
