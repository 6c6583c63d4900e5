using Saker.Data;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Tests.Monitoring.Windows;

/// <summary>A store that cannot be written to until it is told that it can.</summary>
internal sealed class FailingWindows : IWindowStore
{
    public bool Fails { get; set; } = true;

    public List<WindowPart> Written { get; } = [];

    public Task WriteAsync(IReadOnlyList<WindowPart> parts, CancellationToken cancellationToken)
    {
        if (Fails)
            throw new SakerException(ErrorKind.Unavailable, "The database cannot be reached.");
        Written.AddRange(parts);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WindowSummary>> ListAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, WindowGrain grain, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WindowSummary>>([]);

    public Task<IReadOnlyList<WindowSummary>> ListFinestAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WindowSummary>>([]);

    public Task<Window?> FindAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Task.FromResult<Window?>(null);

    public Task<Window?> FindAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Task.FromResult<Window?>(null);

    public Task<WindowUpkeep> KeepAsync(CancellationToken cancellationToken) => Task.FromResult(new WindowUpkeep(0, 0));
}
