using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Tests.Monitoring.Settings;

/// <summary>A store whose database does not answer, until it is told that it does.</summary>
internal sealed class AbsentMonitors : IMonitorStore
{
    private readonly TaskCompletionSource _answers = new();
    private int _lists;

    public List<EndpointMonitor> Monitors { get; } = [];

    public int ListCount => Volatile.Read(ref _lists);

    public void Answer() => _answers.TrySetResult();

    public Task<EndpointMonitor?> FindAsync(string endpoint, CancellationToken cancellationToken) => throw new NotSupportedException("One question for each endpoint is too many.");

    public async Task<IReadOnlyList<EndpointMonitor>> ListAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lists);
        await _answers.Task.WaitAsync(cancellationToken);
        return [.. Monitors];
    }

    public Task<EndpointMonitor> ChangeAsync(string endpoint, Func<MonitorSettings, MonitorSettings> change, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ResetAsync(string endpoint, CancellationToken cancellationToken) => throw new NotSupportedException();
}
