using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Watching;

/// <summary>What one window holds in memory while 10 million predictions of 30 columns go into it, block by block as capture makes them.</summary>
internal sealed class WindowMemoryPart : IAreaPart
{
    private const int BlockRows = 4_096;
    private const double MaxMegabytes = 64;

    // Of a time whose minutes are still kept.
    private static readonly DateTimeOffset At = WindowGrain.Minute.Floor(TimeProvider.System.GetUtcNow()).AddSeconds(30);

    public string Name => "window-memory";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var rows = settings.Quick ? 1_000_000 : 10_000_000;
        await using var home = await ServingHome.CreateAsync(cancellationToken);
        await using var saker = await SakerPlatform.OpenAsync(
            new HomeOptions { Folder = home.Folder },
            // All the rows, though they come faster than a server would answer them.
            services => services.AddSingleton(new WindowOptions { MaxProcessorShare = 1 }),
            cancellationToken);
        var sink = saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "windows");
        var source = new WideRows(seed: 7);
        var folder = Directory.CreateDirectory(Path.Combine(home.Folder, "wide")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "profile.json"), Profile.Of(source.Next(50_000)).ToJson(), cancellationToken);
        var version = await saker.Registry.RegisterAsync(new Registration { Model = "wide", Folder = folder }, cancellationToken);

        var before = Settled();
        var most = 0L;
        var taken = TimeSpan.Zero;
        var blocks = (rows + BlockRows - 1) / BlockRows;
        for (var block = 0; block < blocks; block++)
        {
            var next = Block(source, version, home, Math.Min(BlockRows, rows - (block * BlockRows)), block);
            var began = Stopwatch.GetTimestamp();
            await sink.TakeAsync(next, cancellationToken);
            taken += Stopwatch.GetElapsedTime(began);
            if (block % Math.Max(1, blocks / 25) == 0)
                most = Math.Max(most, Settled() - before);
        }
        var held = Settled() - before;
        most = Math.Max(most, held);
        await sink.FlushAsync(cancellationToken);
        var window = await saker.Windows.FindAsync("churn", null, At.AddMinutes(-1), At.AddMinutes(1), cancellationToken) ?? throw new BenchmarkException("no window was written.");
        settings.Log.WriteLine(FormattableString.Invariant(
            $"  {rows} rows of {WideRows.ColumnCount} columns: {taken.TotalMicroseconds / rows:0.00} us a row, {window.Inputs!.RowCount} of them in the profile of {window.Inputs.ToBytes().Length / 1024} KB; memory {held / 1e6:0.0} MB, at most {most / 1e6:0.0} MB"));
        return
        [
            Demand.AtMost("memory of a window of 10 million predictions x 30 columns, at most while it is filled", "MB", most / 1e6, MaxMegabytes),
            Demand.AtLeast("share of the predictions that its profiles hold", (double)window.Inputs.RowCount / rows, 1),
        ];
    }

    private static CapturedBlock Block(WideRows source, ModelVersion version, ServingHome home, int rows, int number)
    {
        var requests = new CapturedRequest[rows];
        for (var i = 0; i < rows; i++)
            requests[i] = new CapturedRequest { RequestId = $"{number}-{i}", At = At, RowCount = 1, FirstRow = i, Step = "primary", QueueMicroseconds = 3, ComputeMicroseconds = 20 + (i % 50), TotalMicroseconds = 40 + (i % 90) };
        return new CapturedBlock
        {
            Endpoint = "churn",
            IsEndpoint = true,
            Model = version.Model,
            Version = version.Version,
            Asked = version,
            Signature = home.Signature,
            IsModelAnswer = true,
            Requests = requests,
            Inputs = source.Next(rows),
            Outputs = source.NextAnswers(rows),
            RowCount = rows,
            FirstAt = At,
            LastAt = At,
        };
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
