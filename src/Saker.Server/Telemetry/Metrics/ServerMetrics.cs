using System.Runtime.InteropServices;
using Saker.Platform.Storage;
using Saker.Server.Hosting;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The server itself: what it is, whether it is ready, and whether what it stands on is.</summary>
internal sealed class ServerMetrics(Readiness readiness, MetadataProbe metadata, SakerHome home) : IMetricSource
{
    private static readonly MetricFamily s_build = new("saker_build", MetricKind.Info, "What this is.", "version", "runtime", "architecture");
    private static readonly MetricFamily s_ready = new("saker_ready", MetricKind.Gauge, "1 once every endpoint was loaded or has failed to.");
    private static readonly MetricFamily s_database = new("saker_database_up", MetricKind.Gauge, "1 while the metadata database answers.");
    private static readonly MetricFamily s_free = new("saker_home_free_bytes", MetricKind.Gauge, "Bytes that are free where the home folder is.");
    private static readonly MetricFamily s_size = new("saker_home_disk_bytes", MetricKind.Gauge, "Bytes that there are in all where the home folder is.");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_build, s_ready, s_database, s_free, s_size];

    public async ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        into.Add(s_build, 1, typeof(ServerMetrics).Assembly.GetName().Version?.ToString(3) ?? "", Environment.Version.ToString(), RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
        into.Add(s_ready, readiness.Reason is null ? 1 : 0);
        var disk = new DriveInfo(home.Folder);
        into.Add(s_free, disk.AvailableFreeSpace);
        into.Add(s_size, disk.TotalSize);
        into.Add(s_database, await metadata.AnswersAsync().WaitAsync(cancellationToken) ? 1 : 0);
    }
}
