using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Benchmarks.Demands;
using Saker.Learning.Models;
using Saker.Platform;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Server.Http.OpenInference;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// What Saker itself takes for a request, from its bytes in memory to the bytes of its answer in memory: everything but HTTP, less the
/// session's run, which is timed within each request.
/// </summary>
internal static class InProcessOverhead
{
    private const int Columns = 20;
    private const int Bodies = 200;
    private const int PerRound = 5_000;
    private const double MaxMicroseconds = 20;
    private const double MaxBytes = 300;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        Dictionary<string, TimedModel> models = [];
        await using var saker = await SakerPlatform.OpenAsync(
            new HomeOptions { Folder = Path.Combine(home.Folder, "in-process") },
            services => services.AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(models[version.Model])),
            cancellationToken);
        await DeployAsync("columns", Networks.OfColumns(Columns));
        await DeployAsync("rows", Networks.OfRows(Columns));
        var exchange = new InferExchange(saker.Host, new InferLimits(MaxRows: 1_000, MaxErrors: 100));
        var columns = new Side("columns", [.. Enumerable.Range(0, Bodies).Select(OfColumns)]);
        var rows = new Side("rows", [.. Enumerable.Range(0, Bodies).Select(OfRows)]);
        // Until everything is compiled to the end; what is pooled is there too.
        for (var round = 0; round < 8; round++)
        {
            await RoundAsync(exchange, columns, models["columns"], cancellationToken);
            await RoundAsync(exchange, rows, models["rows"], cancellationToken);
            await Task.Delay(100, cancellationToken);
        }
        columns.Forget();
        rows.Forget();
        for (var round = 0; round < (settings.Quick ? 5 : 25); round++)
        {
            await RoundAsync(exchange, columns, models["columns"], cancellationToken);
            await RoundAsync(exchange, rows, models["rows"], cancellationToken);
        }
        foreach (var side in new[] { columns, rows })
        {
            settings.Log.WriteLine(FormattableString.Invariant(
                $"  in process, 20 {side.Model}: {SideBySide.Median(side.Microseconds):0.0} us beside {SideBySide.Median(side.RunMicroseconds):0.0} us of the run; {SideBySide.Median(side.Bytes):0} bytes allocated a request"));
        }
        return
        [
            Demand.AtMost("in process, less the session's run: 20 columns, median", "us", SideBySide.Median(columns.Microseconds), MaxMicroseconds),
            Demand.AtMost("in process, less the session's run: one tensor of 20, median", "us", SideBySide.Median(rows.Microseconds), MaxMicroseconds),
            Demand.AtMost("allocated for a request in process: 20 columns", "bytes", SideBySide.Median(columns.Bytes), MaxBytes),
            Demand.AtMost("allocated for a request in process: one tensor of 20", "bytes", SideBySide.Median(rows.Bytes), MaxBytes),
        ];

        async Task DeployAsync(string name, byte[] graph)
        {
            models[name] = new TimedModel(new OnnxTensorModel(graph));
            var version = await saker.Import.ImportAsync(new ModelImportRequest { Model = name, Graph = graph }, cancellationToken);
            await saker.Endpoints.DeployAsync(name, name, version.Version, cancellationToken);
            await saker.Host.RefreshAsync(name, cancellationToken);
        }
    }

    private static async Task RoundAsync(InferExchange exchange, Side side, TimedModel model, CancellationToken cancellationToken)
    {
        var answer = new ArrayBufferWriter<byte>(4096);
        var overheads = new double[PerRound];
        var runs = new double[PerRound];
        // Of all threads: a request may end on another one than it began on.
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < PerRound; i++)
        {
            answer.ResetWrittenCount();
            var begin = Stopwatch.GetTimestamp();
            await exchange.AnswerAsync(side.Model, version: null, side.Bodies[i % Bodies], jsonLength: null, "request", answer, cancellationToken);
            var microseconds = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            runs[i] = model.LastMicroseconds;
            overheads[i] = microseconds - runs[i];
        }
        side.Bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / PerRound);
        side.Microseconds.Add(SideBySide.Median(overheads));
        side.RunMicroseconds.Add(SideBySide.Median(runs));
        if (!JsonElement.Parse(answer.WrittenSpan).GetProperty("outputs")[0].GetProperty("data")[0].TryGetSingle(out _))
            throw new BenchmarkException($"the answer has no number: {Encoding.UTF8.GetString(answer.WrittenSpan)}");
    }

    private static byte[] OfColumns(int seed)
    {
        var values = Networks.Values(Columns, seed);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            inputs = values.Select((value, column) => new { name = Networks.Column(column), shape = (int[])[1, 1], datatype = "FP32", data = (float[])[value] }),
        });
    }

    private static byte[] OfRows(int seed) =>
        JsonSerializer.SerializeToUtf8Bytes(new { inputs = new[] { new { name = "x", shape = (int[])[1, Columns], datatype = "FP32", data = Networks.Values(Columns, seed) } } });

    /// <summary>One of two models that take turns; a value for every round.</summary>
    private sealed record Side(string Model, IReadOnlyList<byte[]> Bodies)
    {
        public List<double> Microseconds { get; } = [];

        public List<double> RunMicroseconds { get; } = [];

        public List<double> Bytes { get; } = [];

        public void Forget()
        {
            Microseconds.Clear();
            RunMicroseconds.Clear();
            Bytes.Clear();
        }
    }
}
