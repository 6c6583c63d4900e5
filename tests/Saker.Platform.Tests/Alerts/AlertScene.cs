using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Delivery;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Alerts;

/// <summary>A platform whose time and signals a test sets, and whose jobs run when it says so.</summary>
internal sealed class AlertScene(TestBackend backend, AlertOptions? options = null)
{
    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public ToySignals Signals { get; } = new();

    public SakerPlatform Saker { get; private set; } = null!;

    public AlertDesk Desk => Saker.Services.GetRequiredService<AlertDesk>();

    public AlertSettingsStore Settings => Saker.Services.GetRequiredService<AlertSettingsStore>();

    public Database Database => Saker.Services.GetRequiredService<Database>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<AlertScene> OpenAsync(string? file = null)
    {
        Saker = await OpenOtherAsync();
        if (file is not null)
            await ApplyAsync(file);
        return this;
    }

    /// <summary>Opens the same home once more, as another replica does.</summary>
    public Task<SakerPlatform> OpenOtherAsync() => backend.OpenAsync(services =>
    {
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ISignalSource>(Signals);
        services.AddSingleton(options ?? new AlertOptions());
    });

    public async Task ReopenAsync()
    {
        await backend.CloseAsync(Saker);
        Saker = await OpenOtherAsync();
    }

    public Task ApplyAsync(string file, bool prune = false) => Settings.ApplyAsync(Settings.Parse(file), "tester", prune, Cancellation);

    public Task EvaluateAsync(SakerPlatform? where = null) => (where ?? Saker).Services.GetRequiredService<AlertEvaluation>().RunAsync(Time.GetUtcNow(), Cancellation);

    public Task DeliverAsync() => Saker.Services.GetRequiredService<AlertDelivery>().RunAsync(Cancellation);

    /// <summary>Lets time pass, with everything that comes back every so often.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var one = step ?? TimeSpan.FromSeconds(10);
        for (var passed = TimeSpan.Zero; passed < time; passed += one)
        {
            Time.Advance(one);
            await EvaluateAsync();
            await DeliverAsync();
        }
    }

    /// <summary>The toy rules' alerts, the oldest first.</summary>
    public async Task<IReadOnlyList<Alert>> ListAsync(AlertFilter? filter = null) =>
        [.. (await Desk.ListAsync(filter ?? AlertFilter.All, null, 1_000, Cancellation)).Items.Where(alert => alert.Signal.StartsWith("toy.", StringComparison.Ordinal)).Reverse()];

    public async Task<Alert> SingleAsync() => Assert.Single(await ListAsync());
}
