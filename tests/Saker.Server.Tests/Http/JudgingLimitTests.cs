using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>What judgements over HTTP may cost, all kinds of them together.</summary>
public sealed class JudgingLimitTests : IAsyncLifetime
{
    private const string Version = "api/models/churn/versions/1";

    private readonly TaskCompletionSource _loading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestServer _server;
    private volatile bool _isStuck;

    public JudgingLimitTests() => _server = new TestServer { Services = services => services.AddSingleton<ModelLoader>(LoadAsync) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, string?> Judgements => new()
    {
        { $"{Version}/evaluation", """{"dataset":"people/1","target":"left","positive":"yes"}""" },
        { $"{Version}/fairness", """{"dataset":"people/1","target":"left","protected":["state"]}""" },
        { $"{Version}/behaviour", """{"dataset":"people/1","made":5,"tests":[{"test":"range"}]}""" },
        { $"{Version}/gates", """{"dataset":"people/1","target":"left","positive":"yes","gates":{"size":{"max_mib":10}}}""" },
        { "api/datasets/people/1/leakage?target=left&positive=yes", null },
    };

    [Theory]
    [MemberData(nameof(Judgements))]
    public async Task More_rows_than_are_judged_on_are_refused_as_too_large(string path, string? body)
    {
        await StartAsync(new JudgingOptions { MaxRows = 199 });

        using var refused = await AskAsync(path, body, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("200 rows; at most 199", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Judgements))]
    public async Task More_at_a_time_than_are_judged_are_told_when_to_come_again(string path, string? body)
    {
        await StartAsync(new JudgingOptions { MaxConcurrent = 1, MaxRows = 200 });
        _isStuck = true;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = AskAsync($"{Version}/behaviour", """{"made":5,"tests":[{"test":"range"}]}""", leaving.Token);
        await _loading.Task.WaitAsync(Token);

        using var refused = await AskAsync(path, body, Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        // Whoever leaves makes room.
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _isStuck = false;
        for (var status = HttpStatusCode.TooManyRequests; status != HttpStatusCode.OK;)
        {
            using var answer = await AskAsync($"{Version}/behaviour", """{"made":5,"tests":[{"test":"range"}]}""", Token);
            status = answer.StatusCode;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Theory]
    [InlineData("fairness", """{"dataset":"people/1","target":"left","protected":["state"]}""")]
    [InlineData("behaviour", """{"made":5,"tests":[{"test":"range"}]}""")]
    public async Task What_is_not_judged_in_time_is_given_up(string what, string body)
    {
        await StartAsync(new JudgingOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        _isStuck = true;

        using var late = await AskAsync($"{Version}/{what}", body, Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        Assert.Contains("within 0.2 s", await late.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_that_would_ask_about_too_much_is_a_bad_request()
    {
        await StartAsync(new JudgingOptions());

        using var refused = await AskAsync($"{Version}/behaviour", """{"made":100000,"real":100000,"tests":[{"test":"range"},{"test":"monotonicity","column":"tenure","direction":"increasing","points":100}]}""", Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("behaviour.tests[1].points", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_that_are_not_possible_are_named_all_at_once()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => _server.StartAsync(options => options with { Judging = new JudgingOptions { MaxRows = 0, MaxConcurrent = 0, Timeout = TimeSpan.FromDays(2) } }, hasModel: false));

        Assert.Equal(["judging.maxRows", "judging.timeout", "judging.maxConcurrent"], error.Problems.Select(problem => problem.Field));
    }

    private async Task<IModel> LoadAsync(Saker.Platform.Registry.ModelVersion version, CancellationToken cancellationToken)
    {
        if (_isStuck)
        {
            _loading.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        return ToyModel.Churn();
    }

    private async Task StartAsync(JudgingOptions judging)
    {
        await _server.StartAsync(options => options with { Judging = judging }, hasModel: true);
        var rows = "state,left\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{(i % 3 == 0 ? "closed" : "open")},{(i % 2 == 0 ? "yes" : "no")}\n"));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(rows));
        await _server.Client.Datasets.AddAsync("people", content, "text/csv", null, Token);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string? body, CancellationToken cancellationToken)
    {
        if (body is null)
            return await _server.Http.GetAsync(path, cancellationToken);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _server.Http.PostAsync(path, content, cancellationToken);
    }
}
