using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Registry;

namespace Saker.CrashVictim;

/// <summary>Gives captured requests to the windows, block after block, flushes them, and says how many there were before and after each flush.</summary>
internal sealed class WindowsLoop(SakerPlatform saker)
{
    public const int Switch = -3;

    private const int BlockRows = 50;

    public async Task RunAsync()
    {
        var sink = saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "windows");
        var version = new ModelVersion
        {
            Model = "churn", Version = 1, Hash = null, Folder = null, Run = null, Dataset = null,
            CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, Aliases = [],
        };
        for (var sent = BlockRows; ; sent += BlockRows)
        {
            await sink.TakeAsync(Block(version, sent), CancellationToken.None);
            Acknowledgement.Say($"sent {sent}");
            await sink.FlushAsync(CancellationToken.None);
            Acknowledgement.Say($"flushed {sent}");
        }
    }

    private static CapturedBlock Block(ModelVersion version, int sent)
    {
        var now = DateTimeOffset.UtcNow;
        return new CapturedBlock
        {
            Endpoint = "live",
            IsEndpoint = true,
            Model = version.Model,
            Version = version.Version,
            Asked = version,
            Signature = new Signature { Inputs = [], Outputs = [] },
            IsModelAnswer = true,
            Requests = [.. Enumerable.Range(0, BlockRows).Select(i => new CapturedRequest { RequestId = $"{sent + i}", At = now, RowCount = 1, FirstRow = i, Step = "primary" })],
            Inputs = new Table([Column.OfNumbers("x", [.. Enumerable.Range(sent, BlockRows).Select(row => (double)row)])]),
            Outputs = new Table([]),
            RowCount = BlockRows,
            FirstAt = now,
            LastAt = now,
        };
    }
}
