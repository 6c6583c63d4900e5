using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>A home with versions of <c>churn</c>, opened by one process or several, in which time, evidence and the loading of candidates are what a test says.</summary>
internal sealed class RolloutHome : IAsyncDisposable
{
    private readonly TestBackend _backend;
    private readonly Dictionary<SakerPlatform, Lease> _leases = [];

    private RolloutHome(TestBackend backend) => _backend = backend;

    public static Actor Ann { get; } = new("ann", Role.Deployer);

    public static Actor Bob { get; } = new("bob", Role.Admin);

    public SakerPlatform Saker { get; private set; } = null!;

    public ManualTime Time { get; } = new();

    public FakeEvidence Evidence { get; } = new();

    public FakeCandidates Candidates { get; } = new();

    public RolloutDesk Desk => Saker.Rollouts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RolloutHome> CreateAsync(TestBackend backend, int versions = 3)
    {
        var home = new RolloutHome(backend);
        home.Saker = await home.OpenAsync();
        for (var i = 0; i < versions; i++)
            await home.RegisterAsync();
        return home;
    }

    /// <summary>Another process.</summary>
    public Task<SakerPlatform> OpenAsync() => _backend.OpenAsync(services => services
        .AddSingleton<TimeProvider>(Time).AddSingleton<IRolloutEvidence>(Evidence).AddSingleton<ICandidateWatch>(Candidates)
        .AddSingleton(new RolloutOptions { Interval = TimeSpan.FromMilliseconds(2), MinLooks = 1 }));

    /// <summary>The process dies, and another begins.</summary>
    public async Task ReopenAsync()
    {
        _leases.Remove(Saker);
        await _backend.CloseAsync(Saker);
        // Ids of different processes sort by their time.
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Saker = await OpenAsync();
    }

    public async Task CloseAsync(SakerPlatform saker)
    {
        _leases.Remove(saker);
        await _backend.CloseAsync(saker);
    }

    public async Task<ModelVersion> RegisterAsync(string model = "churn")
    {
        using var source = new ModelSource();
        return await Saker.Registry.RegisterAsync(new Registration { Model = model, Folder = source.Folder }, Token);
    }

    /// <summary>Has version 1 serve at <c>live</c>, and nothing under way.</summary>
    public async Task ServeFirstAsync()
    {
        await Saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await TickAsync();
        Assert.Null(await Desk.FindOpenAsync("live", Token));
    }

    /// <summary>Opens one whose steps ask for 200 requests, unless the text says otherwise.</summary>
    public Task<Rollout> StartAsync(string strategy, params ReadOnlySpan<int> versions)
    {
        var settings = RolloutSettingsText.ReadYaml(strategy);
        return StartAsync(strategy.Contains("min_requests", StringComparison.Ordinal) ? settings : settings with { MinRequests = 200 }, versions);
    }

    public Task<Rollout> StartAsync(RolloutSettings settings, params ReadOnlySpan<int> versions) => Desk.StartAsync(RequestOf(settings, versions), Token);

    public static RolloutRequest RequestOf(RolloutSettings? settings, params ReadOnlySpan<int> versions)
    {
        List<RolloutCandidate> candidates = [];
        foreach (var version in versions)
            candidates.Add(new RolloutCandidate("churn", version));
        return new RolloutRequest { Endpoint = "live", Candidates = candidates, Settings = settings };
    }

    public RolloutLoop LoopOf(SakerPlatform saker) => saker.Services.GetRequiredService<RolloutLoop>();

    /// <summary>Decides once, in a process that may.</summary>
    /// <returns>Whether it might.</returns>
    public async Task<bool> TickAsync(SakerPlatform? saker = null)
    {
        saker ??= Saker;
        if (!_leases.TryGetValue(saker, out var lease))
        {
            if (await LoopOf(saker).TryTakeAsync(Token) is not { } taken)
                return false;
            _leases[saker] = lease = taken;
        }
        await LoopOf(saker).TickAsync(lease, Token);
        return true;
    }

    public async Task<Rollout> AfterAsync(TimeSpan time)
    {
        Time.Advance(time);
        await TickAsync();
        return await NewestAsync();
    }

    public async Task<Rollout> NewestAsync() => (await Desk.ListAsync(new RolloutQuery { Max = 1 }, Token))[0];

    public async Task<Endpoint> EndpointAsync(string name = "live") => (await Saker.Endpoints.FindAsync(name, Token))!;

    public Task<IReadOnlyList<RolloutDecision>> DecisionsAsync(string id) => Desk.ListDecisionsAsync(id, 0, 1_000, Token);

    /// <summary>What was decided, in order.</summary>
    public async Task<IEnumerable<RolloutDecisionKind>> KindsAsync(string id) => (await DecisionsAsync(id)).Select(decision => decision.Kind);

    /// <summary>The shares of the arms of what the endpoint splits its requests by, the control's first; empty without a split.</summary>
    public async Task<IReadOnlyList<int>> WeightsAsync() => [.. (await EndpointAsync()).Split?.Arms.Select(arm => arm.Weight) ?? []];

    public static RolloutAct Act(Rollout rollout, string? reason = null, Actor? by = null, long? revision = null, int? arm = null) => new() { Id = rollout.Id, Reason = reason, By = by, Revision = revision, Arm = arm };

    public ValueTask DisposeAsync() => _backend.DisposeAsync();
}
