using System.Net.Http.Headers;
using Saker.Platform;
using Saker.Platform.Identity;
using Saker.Platform.Storage;
using Saker.Server.Hosting;

namespace Saker.Server.Tests.Http.Access;

/// <summary>The true host with access on and a key of every role.</summary>
public sealed class GuardedServer : IAsyncLifetime
{
    private readonly Dictionary<Role, NewKey> _keys = [];

    public TestServer Inner { get; } = new();

    /// <summary>Speaks without a key.</summary>
    public HttpClient Anonymous => Inner.Http;

    public async ValueTask InitializeAsync() => await StartAsync(options => options);

    public async Task StartAsync(Func<ServerOptions, ServerOptions> change)
    {
        await using (var home = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Inner.Home }, TestContext.Current.CancellationToken))
            foreach (var role in Roles.All)
                _keys[role] = await home.Keys.CreateAsync(new KeyRequest(role.Word(), role), TestContext.Current.CancellationToken);
        await Inner.StartAsync(options => change(options with { Auth = AuthMode.On }), hasModel: true);
    }

    public NewKey Key(Role role) => _keys[role];

    /// <summary>Speaks with the key of a role.</summary>
    public HttpClient As(Role role) => With(_keys[role].Text);

    public HttpClient With(string credential)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Inner.Server.Address.Port}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        return http;
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
