using System.Net;

namespace Tumen.Workbench.Tests;

/// <summary>Who may come in, and what a page may do.</summary>
public sealed class SecurityTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.Of("studies/china-dprk");

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
    [InlineData("assets/../china-dprk.game")]
    [InlineData("assets/..%2f..%2fetc%2fpasswd")]
    [InlineData("assets/%2e%2e/events.csv")]
    [InlineData("china-dprk.game")]
    public async Task No_file_is_served_by_name(string path)
    {
        using var client = Client(follow: true);
        using var first = await client.GetAsync(_desk.Start);
        using var answer = await client.GetAsync(_desk.Page(path));
        Assert.DoesNotContain("player client", await answer.Content.ReadAsStringAsync());
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
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
