using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Studies;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What a reader sees where the server itself fails.</summary>
public sealed class FailingPageTests
{
    private const string Reason = "the disk of studies is gone: /secret/place";

    [Fact]
    public async Task A_page_that_fails_is_answered_with_a_page_that_leads_on_and_has_the_id_of_the_request_but_not_the_reason()
    {
        await using var server = new TestServer { Services = services => services.AddSingleton(DispatchProxy.Create<IStudyStore, Broken>()) };
        await server.StartAsync(options => options, hasModel: false);
        foreach (var path in new[] { "/studies", "/studies/any" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.Add("X-Request-Id", "asked-7");
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Contains("data-error=\"500\"", html, StringComparison.Ordinal);
            Assert.Contains("asked-7", html, StringComparison.Ordinal);
            Assert.Contains($"href=\"{path}\">Try again", html, StringComparison.Ordinal);
            Assert.Contains("<nav aria-label=\"Main\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
        }
    }

    /// <summary>Fails whatever it is asked once the server has started.</summary>
    public class Broken : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IStudyStore.RecoverAsync) ? Task.FromResult(0) : throw new IOException(Reason);
    }
}
