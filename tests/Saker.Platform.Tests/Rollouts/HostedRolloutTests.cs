using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Serving;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>Rollouts where a real host serves: what callers get, and from when on.</summary>
public sealed class HostedRolloutTests : IAsyncLifetime
{
    private ToyServing _toy = null!;
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;
    private Task _deciding = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RolloutDesk Desk => _toy.Saker.Rollouts;

    public async ValueTask InitializeAsync()
    {
        _toy = await ToyServing.OpenAsync(3);
        _following = _toy.Host.RunAsync(_stop.Token);
        _deciding = _toy.Saker.Services.GetRequiredService<RolloutLoop>().RunAsync(_stop.Token);
        await Desk.StartAsync(RequestOf(null, 1), Token);
        await Eventually.IsSoAsync(async () => await Desk.FindOpenAsync("live", Token) is null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        await _deciding.ContinueWith(_ => { }, TaskScheduler.Default);
        await _toy.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_canary_gets_its_share_when_it_is_warm_and_nothing_from_the_next_request_on_after_a_rollback()
    {
        var rollout = await Desk.StartAsync(RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, steps: [40, 100]}"), 2), Token);
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
        await Eventually.IsSoAsync(async () => (await AnswersAsync(200)).Contains("2"));
        Assert.InRange((await AnswersAsync(1_000)).Count(answer => answer == "2"), 300, 500);

        await Desk.RollBackAsync(new RolloutAct { Id = rollout.Id }, Token);

        Assert.All(await AnswersAsync(500), answer => Assert.Equal("1", answer));
    }

    [Fact]
    public async Task A_rollback_reaches_every_other_process_within_its_poll_interval_and_that_is_half_a_second()
    {
        Assert.True(new HomeOptions { Folder = "any" }.PollInterval <= TimeSpan.FromMilliseconds(500));
        var rollout = await Desk.StartAsync(RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, steps: [50, 100]}"), 2), Token);
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
        // Another process acts, which serves nothing itself.
        var other = await _toy.OpenOtherAsync();
        await Eventually.IsSoAsync(async () => (await AnswersAsync(50)).Contains("2"));

        await other.Rollouts.RollBackAsync(new RolloutAct { Id = rollout.Id }, Token);

        await Eventually.IsSoAsync(() => Task.FromResult(_toy.Host.Find("live")!.Endpoint.Split is null));
        Assert.All(await AnswersAsync(200), answer => Assert.Equal("1", answer));
        Assert.Null(other.Host.Find("live"));
    }

    [Fact]
    public async Task A_blue_green_switch_is_undone_without_loading_anything()
    {
        var rollout = await Desk.StartAsync(RequestOf(null, 2), Token);
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
        Assert.All(await AnswersAsync(20), answer => Assert.Equal("2", answer));
        var loads = _toy.LoadCount;

        await Desk.RollBackAsync(new RolloutAct { Id = rollout.Id }, Token);

        Assert.All(await AnswersAsync(50), answer => Assert.Equal("1", answer));
        Assert.Equal(loads, _toy.LoadCount);
    }

    [Fact]
    public async Task The_version_before_leaves_memory_when_it_need_not_stay_warm_any_more()
    {
        var rollout = await Desk.StartAsync(RequestOf(RolloutSettingsText.ReadYaml("keep_warm: 10m"), 2), Token);
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
        Assert.NotNull(_toy.Host.FindVersion("churn", 1)!.LoadedAt);
        _toy.Time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Promoted);
        await Eventually.IsSoAsync(() => Task.FromResult(_toy.Host.FindVersion("churn", 1)!.LoadedAt is null));
        Assert.All(await AnswersAsync(20), answer => Assert.Equal("2", answer));
    }

    [Theory]
    [InlineData("strategy: blue-green")]
    [InlineData("strategy: canary")]
    public async Task A_version_that_does_not_load_displaces_nothing_and_goes_back_by_itself(string strategy)
    {
        _toy.Broken[2] = true;
        var rollout = await Desk.StartAsync(RequestOf(RolloutSettingsText.ReadYaml(strategy), 2), Token);
        Assert.All(await AnswersAsync(20), answer => Assert.Equal("1", answer));
        await Eventually.IsSoAsync(() => Task.FromResult(_toy.Host.FindVersion("churn", 2)?.State == VersionState.Failed));
        // Who looks need not wait for the end to learn why.
        await Eventually.IsSoAsync(async () => (await _toy.Saker.RolloutReader.GetAsync(rollout.Id, Token)).Sentence.Contains("is not loaded: ", StringComparison.Ordinal));
        Assert.Equal("control", (await _toy.Host.PredictAsync("live", ToyServing.OneRow, Token)).Arm);
        // What passes before somebody watches it, as when the lease runs out with the leap itself, counts for nothing.
        var tries = 0;
        await Eventually.IsSoAsync(async () =>
        {
            if (tries++ % 200 == 100)
                _toy.Time.Advance(TimeSpan.FromMinutes(5));
            return !(await Desk.GetAsync(rollout.Id, Token)).IsOpen;
        });

        var ended = await Desk.GetAsync(rollout.Id, Token);

        Assert.Equal(RolloutState.RolledBack, ended.State);
        // Why, or that it is being loaded: the leap in time has it tried again, and whoever decides may look just then.
        Assert.Contains("could not be loaded within 5m: ", ended.Note, StringComparison.Ordinal);
        Assert.Equal(1, (await _toy.Saker.Endpoints.FindAsync("live", Token))!.Version);
        Assert.All(await AnswersAsync(20), answer => Assert.Equal("1", answer));
    }

    [Fact]
    public async Task A_server_that_starts_while_a_switch_warms_what_cannot_be_loaded_answers_by_what_served()
    {
        _toy.Broken[2] = true;
        await Desk.StartAsync(RequestOf(null, 2), Token);
        // As after kill -9, or a replica more.
        var other = await _toy.OpenReplicaAsync();

        await other.Host.RefreshAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        for (var i = 0; i < 20; i++)
            Assert.Equal("1", await ToyServing.AskAsync(other.Host));
        Assert.True(other.Host.Find("live")!.IsServing);
        // Once it can be loaded it is switched to there too.
        _toy.Broken.TryRemove(2, out _);
        _toy.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsSoAsync(async () =>
        {
            await other.Host.RefreshAsync(Token);
            return await ToyServing.AskAsync(other.Host) == "2";
        });
    }

    [Fact]
    public async Task A_server_that_starts_while_a_switch_warms_waits_for_what_served_and_hardly_for_what_comes()
    {
        var isOpen = new TaskCompletionSource();
        _toy.LoadGates[2] = isOpen;
        await Desk.StartAsync(RequestOf(null, 2), Token);
        var other = await _toy.OpenReplicaAsync();

        var starting = other.Host.RefreshAsync(Token);
        await Eventually.IsSoAsync(() => Task.FromResult(other.Host.FindVersion("churn", 2)?.State == VersionState.Loading));
        _toy.Time.Advance(TimeSpan.FromSeconds(2));
        await starting.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.NotNull(other.Host.FindVersion("churn", 1)!.LoadedAt);
        Assert.Equal("1", await ToyServing.AskAsync(other.Host));
        isOpen.SetResult();
        await Eventually.IsSoAsync(async () => await ToyServing.AskAsync(other.Host) == "2");
    }

    [Fact]
    public async Task A_server_that_starts_after_a_switch_answers_by_what_served_where_the_new_version_is_damaged_since()
    {
        var rollout = await Desk.StartAsync(RequestOf(null, 2), Token);
        await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
        var whole = await _toy.OpenReplicaAsync();
        await whole.Host.RefreshAsync(Token);
        // What a server had warm is waited for.
        Assert.Equal("2", await ToyServing.AskAsync(whole.Host));
        _toy.Broken[2] = true;
        var other = await _toy.OpenReplicaAsync();

        await other.Host.RefreshAsync(Token);

        Assert.Equal("1", await ToyServing.AskAsync(other.Host));
    }

    [Fact]
    public async Task No_request_fails_while_versions_come_and_go()
    {
        var isOver = false;
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; !Volatile.Read(ref isOver); count++)
                Assert.Contains(await _toy.AskAsync(), (string[])["1", "2", "3"]);
            return count;
        }, Token)).ToList();
        for (var round = 0; round < 6; round++)
        {
            var rollout = await Desk.StartAsync(RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, steps: [50, 100]}"), 2 + (round % 2)) with { Retry = "again" }, Token);
            await Eventually.IsSoAsync(async () => (await Desk.GetAsync(rollout.Id, Token)).State == RolloutState.Running);
            await Desk.PromoteAsync(new RolloutAct { Id = rollout.Id }, Token);
            if (round % 3 == 2)
                await Desk.RollBackAsync(new RolloutAct { Id = rollout.Id }, Token);
            else
                await Desk.PromoteAsync(new RolloutAct { Id = rollout.Id }, Token);
            await Desk.StartAsync(RequestOf(null, 1), Token);
        }
        Volatile.Write(ref isOver, true);
        Assert.True((await Task.WhenAll(asking)).Sum() > 100);
    }

    private static RolloutRequest RequestOf(RolloutSettings? settings, int version) => new() { Endpoint = "live", Candidates = [new RolloutCandidate("churn", version)], Settings = settings };

    private async Task<List<string>> AnswersAsync(int count)
    {
        List<string> answers = [];
        for (var i = 0; i < count; i++)
            answers.Add(await _toy.AskAsync());
        return answers;
    }
}
