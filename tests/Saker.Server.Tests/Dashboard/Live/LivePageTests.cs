using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;

namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>The parts of a page that are sent to those who watch it.</summary>
public sealed class LivePageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Parts_are_what_stands_between_their_marks()
    {
        var html = $"<h1>x</h1><div>{LivePage.Begins("a")}<p>one</p>{LivePage.Ends}</div><div>{LivePage.Begins("b")}{LivePage.Ends}</div>";
        Assert.Equal(new Dictionary<string, string> { ["a"] = "<p>one</p>", ["b"] = "" }, LivePage.Cut(html));
        Assert.Empty(LivePage.Cut("<p>&lt;!--part:a--&gt;</p>"));
    }

    [Fact]
    public async Task An_idle_page_is_rendered_once_and_what_did_not_change_is_not_sent_again()
    {
        var (stamp, renders) = ("1", 0);
        using var lifetime = new ApplicationLifetimeHolder();
        var streams = new LiveStreams(new LiveLimits(10, 10), TimeProvider.System, lifetime.Value);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestAborted = closing.Token };
        context.Response.Body = body;
        var asked = 0;
        await streams.FollowAsync(
            context,
            _ => Task.FromResult<IResult>(new Marked(() => $"{LivePage.Begins("same")}still{LivePage.Ends}{LivePage.Begins("other")}{++renders}{LivePage.Ends}")),
            _ =>
            {
                // The second look finds what the first found, the third something new.
                if (++asked == 3)
                    stamp = "2";
                else if (asked == 4)
                    closing.Cancel();
                return Task.FromResult(stamp);
            },
            "same",
            "other");

        Assert.Equal("event: same\ndata: still\n\nevent: other\ndata: 1\n\nevent: other\ndata: 2\n\n", System.Text.Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal(2, renders);
    }

    private sealed class Marked(Func<string> render) : IResult, IMarkedPage
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new NotSupportedException();

        public Task<string> RenderMarkedAsync(HttpContext context) => Task.FromResult(render());
    }

    private sealed class ApplicationLifetimeHolder : IDisposable
    {
        public ApplicationLifetime Value { get; } = new(NullLogger<ApplicationLifetime>.Instance);

        public void Dispose() => Value.StopApplication();
    }
}
