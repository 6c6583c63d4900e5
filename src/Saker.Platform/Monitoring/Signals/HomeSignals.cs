using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Signals;

/// <summary>How much room is left where the home lies: told early enough for alerts to be stored and delivered. Of this replica.</summary>
internal sealed class HomeSignals(SakerHome home) : ISignalSource
{
    private const string Free = "disk.free";

    public string Name => "home";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new(Free, "share", "The share of the disk with the home folder that is free, on the replica that evaluates.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var drive = new DriveInfo(home.Folder);
        var free = drive.TotalSize > 0 ? (double)drive.AvailableFreeSpace / drive.TotalSize : double.NaN;
        return Task.FromResult<IReadOnlyList<Signal>>(
        [
            new Signal
            {
                Name = Free,
                Endpoint = "",
                Value = free,
                At = now,
                Context = new SignalContext { Summary = FormattableString.Invariant($"{drive.AvailableFreeSpace / (1 << 20)} MiB of {drive.TotalSize / (1 << 20)} are free where the home lies.") },
            },
        ]);
    }
}
