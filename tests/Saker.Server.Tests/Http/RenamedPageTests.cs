using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>Pages of models that were renamed: whoever may read them is led on, others learn nothing.</summary>
public sealed class RenamedPageTests
{
    private const string NewName = "leavers of spring";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_whoever_may_read_the_page_is_led_on_and_told_the_new_name()
    {
        await using var server = new GuardedServer();
        await server.InitializeAsync();
        await server.Inner.Registry.RenameAsync("churn", NewName, Cancellation);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.Anonymous.BaseAddress };

        using var unknown = await GetAsync(browser, cookie: null);
        var signIn = await unknown.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((HttpStatusCode.Unauthorized, null), (unknown.StatusCode, unknown.Headers.Location));
        Assert.Contains("value=\"/models/churn/1?tab=x\"", signIn, StringComparison.Ordinal);
        Assert.DoesNotContain("leavers", signIn + unknown.Headers, StringComparison.Ordinal);

        using var known = await GetAsync(browser, await SignInAsync(browser, server.Key(Role.Viewer).Text));
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/models/leavers%20of%20spring/1?tab=x"), (known.StatusCode, known.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_look_up_that_fails_leaves_what_was_not_found_as_it_is_told()
    {
        await using var server = new TestServer
        {
            Services = services =>
            {
                services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()));
                var stored = services.Last(service => service.ServiceType == typeof(IRegistryStore)).ImplementationType!;
                services.AddSingleton(provider => NoRenames.Over((IRegistryStore)ActivatorUtilities.CreateInstance(provider, stored)));
            },
        };
        await server.StartAsync(options => options, hasModel: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models/nobody");
        request.Headers.Add("Accept", "text/html");
        using var answer = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("nobody", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/models/churn/1?tab=x");
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return browser.SendAsync(request, Cancellation);
    }

    private static async Task<string> SignInAsync(HttpClient browser, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("key", key), new("back", "/")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.SendAsync(request, Cancellation);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>A registry as it is, but what is asked of renames fails.</summary>
    public class NoRenames : DispatchProxy
    {
        private IRegistryStore? _inner;

        public static IRegistryStore Over(IRegistryStore inner)
        {
            var proxy = Create<IRegistryStore, NoRenames>();
            ((NoRenames)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IRegistryStore.FindRenamedAsync)
            ? Task.FromException<string?>(new IOException("the disk is gone"))
            : targetMethod.Invoke(_inner, args);
    }
}
