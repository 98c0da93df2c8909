using System.Net;

namespace Tumen.Workbench.Tests;

/// <summary>Who may come in, and what a page may do.</summary>
public sealed class SecurityTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private string Own => $"http://{_desk.Start.Authority}";

    private (string, string) Cookie => ("Cookie", $"tumen-{_desk.Start.Port}={_desk.Start.Query["?token=".Length..]}");

    public async ValueTask InitializeAsync() => _desk = await Desk.At(SmallStudy.Write());

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    private static HttpClient Client(bool follow = false) => new(new HttpClientHandler { AllowAutoRedirect = follow, UseCookies = follow });

    [Fact]
    public async Task Without_the_secret_every_address_is_closed_and_says_how_to_open()
    {
        using var client = Client();
        foreach (string path in (string[])["/", "record", "assets/workbench.js", "_blazor/negotiate", "?token=wrong", "?token="])
        {
            using var answer = await client.GetAsync(_desk.Page(path));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("tumen serve", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_secret_opens_and_leaves_the_address()
    {
        using var client = Client();
        using var answer = await client.GetAsync(_desk.Start + "&month=2018-06");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/?month=2018-06", answer.Headers.Location!.ToString());
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/record?Token={0}&month=2018-06", "/record?month=2018-06")]
    [InlineData("/?TOKEN={0}", "/")]
    [InlineData("//evil.example/?token={0}", "/evil.example/")]
    [InlineData("///evil.example?token={0}", "/evil.example")]
    [InlineData("/%5Cevil.example/?token={0}", "/evil.example/")]
    [InlineData("/.//evil.example/?token={0}", "/evil.example/")]
    [InlineData("/record?token={0}&back=//evil.example", "/record?back=%2F%2Fevil.example")]
    public async Task The_secret_leaves_however_it_is_spelt_and_no_redirect_leaves_the_site(string target, string to)
    {
        string secret = _desk.Start.Query["?token=".Length..];
        var (status, text) = await RawRequest.Send(_desk.Start, string.Format(System.Globalization.CultureInfo.InvariantCulture, target, secret));
        Assert.Equal(302, status);
        string location = text.Split("\r\n").Single(l => l.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
        Assert.Equal(to, location);
        Assert.DoesNotContain(secret, location);
        Assert.Equal(_desk.Start.Authority, new Uri(_desk.Start, location).Authority);
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "localhost.evil.example:80", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task Foreign_hosts_and_origins_are_refused(string header, string value, HttpStatusCode expected)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, _desk.Start);
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_carry_a_policy_without_inline_script_and_no_script_in_them()
    {
        using var client = Client(follow: true);
        using var answer = await client.GetAsync(_desk.Start);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        string page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain("onclick=", page);
    }

    [Theory]
    [InlineData("/../small.game")]
    [InlineData("/assets/../small.game")]
    [InlineData("/assets/..%2f..%2fsmall.game")]
    [InlineData("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/%252e%252e%252fsmall.game")]
    [InlineData("/assets/..%5c..%5csmall.game")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/assets/%2fetc%2fpasswd")]
    [InlineData("/small.game")]
    [InlineData("/out/results.json")]
    [InlineData("/_framework/../appsettings.json")]
    [InlineData("/_content/small.game")]
    public async Task No_file_is_served_by_name(string target)
    {
        var (status, text) = await RawRequest.Send(_desk.Start, target, Cookie);
        Assert.True(status is 400 or 404, $"{target} answers {status}");
        Assert.DoesNotContain("player client", text, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_WebSocket_needs_the_secret_our_host_and_our_origin()
    {
        async Task<int> Open(params (string, string)[] headers) => (await RawRequest.Send(
            _desk.Start, "/_blazor?id=x", [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), .. headers])).Status;
        Assert.Equal(401, await Open());
        Assert.Equal(401, await Open(("Origin", Own)));
        Assert.Equal(401, await Open(("Origin", Own), ("Cookie", $"tumen-{_desk.Start.Port}={new string('0', 32)}")));
        Assert.Equal(403, await Open(Cookie, ("Origin", "http://evil.example")));
        Assert.Equal(403, await Open(Cookie, ("Origin", $"http://127.0.0.1:{_desk.Start.Port + 1}")));
        Assert.Equal(403, await Open(Cookie, ("Origin", "null")));
        Assert.Equal(421, await Open(Cookie, ("Origin", Own), ("Host", $"evil.example:{_desk.Start.Port}")));
        Assert.True(await Open(Cookie, ("Origin", Own)) is 101 or 404, "with all three it is let through (to a connection that is not there)");
    }

    [Fact]
    public async Task Every_server_has_its_own_secret()
    {
        await using var other = await Desk.At(SmallStudy.Write());
        Assert.Matches("^[?]token=[0-9a-f]{32}$", _desk.Start.Query);
        Assert.NotEqual(_desk.Start.Query, other.Start.Query);
        Assert.Equal(401, (await RawRequest.Send(other.Start, "/", Cookie)).Status);
        Assert.Equal(401, (await RawRequest.Send(other.Start, "/" + _desk.Start.Query)).Status);
    }

    [Fact]
    public async Task The_server_listens_on_this_machine_only()
    {
        Assert.Equal("127.0.0.1", _desk.Start.Host);
        foreach (var address in (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(a => !IPAddress.IsLoopback(a) && a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork))
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => socket.ConnectAsync(address, _desk.Start.Port));
        }
    }
}
