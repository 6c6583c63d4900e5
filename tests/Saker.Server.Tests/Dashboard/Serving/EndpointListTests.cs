using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>Fifty endpoints in a list: what needs somebody to look comes first.</summary>
public sealed partial class EndpointListTests : IAsyncLifetime
{
    private const int Count = 50;

    private readonly TestServer _server = new()
    {
        Services = services => services.AddSingleton<ModelLoader>((version, _) => version.Model == "broken" ? throw new InvalidOperationException("the file is <b>torn</b>") : Task.FromResult<IModel>(ToyModel.Churn())),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options, hasModel: true);
        var store = _server.Server.Services.GetRequiredService<IEndpointStore>();
        for (var i = 0; i < Count - 2; i++)
            await store.DeployAsync($"shop-{i:00}", "churn", 1, Token);
        await _server.DeployAsync("zz-broken", "broken", Token);
        // What the last seconds were like is told once they are over.
        for (var i = 0; i < 3; i++)
            (await _server.Http.PostJsonAsync("/api/endpoints/shop-07/predict", """{"rows":[{"tenure":"x"}]}""")).Dispose();
        await Task.Delay(1_100, Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_failed_comes_first_then_what_fails_and_filters_and_orders_are_addresses()
    {
        var all = await NamesAsync("/endpoints");
        Assert.Equal(Count, all.Count);
        Assert.Equal(["zz-broken", "shop-07"], all.Take(2));
        var html = await _server.Http.GetStringAsync("/endpoints", Token);
        Assert.Contains("the file is &lt;b&gt;torn&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Matches("(?s)data-endpoint=\"shop-07\".*?data-stat=\"failed\">100%", html);

        Assert.Equal(["churn", "shop-00"], (await NamesAsync("/endpoints?sort=name")).Take(2));
        Assert.Equal(["zz-broken"], await NamesAsync("/endpoints?state=failed"));
        Assert.Equal(10, (await NamesAsync("/endpoints?q=SHOP-1")).Count);
        // An address of another time still shows something.
        Assert.Equal(Count, (await NamesAsync("/endpoints?sort=tallest&state=7")).Count);
    }

    private async Task<List<string>> NamesAsync(string address) =>
        [.. Row().Matches(await _server.Http.GetStringAsync(address, Token)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    [GeneratedRegex("<tr data-endpoint=\"([^\"]+)\"")]
    private static partial Regex Row();
}
