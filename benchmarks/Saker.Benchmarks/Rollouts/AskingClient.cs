using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Saker.Platform.Serving;
using Saker.Server.Http.OpenInference;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Asks a replica in process, one request after another, and remembers when each version answered last.</summary>
internal sealed class AskingClient(ModelHost host, byte[][] bodies)
{
    private readonly InferExchange _exchange = new(host, new InferLimits(MaxRows: 1_000, MaxErrors: 100));
    private readonly long[] _lastAt = new long[3];
    private long _count;
    private long _failed;

    public long Count => Volatile.Read(ref _count);

    public long FailedCount => Volatile.Read(ref _failed);

    /// <summary>When the version answered last, by the stopwatch.</summary>
    public long LastAt(int version) => Volatile.Read(ref _lastAt[version]);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var answer = new ArrayBufferWriter<byte>(4096);
        for (var i = 0L; !cancellationToken.IsCancellationRequested; i++)
        {
            answer.ResetWrittenCount();
            try
            {
                await _exchange.AnswerAsync(SplitHome.Endpoint, version: null, bodies[i % bodies.Length], jsonLength: null, i.ToString(CultureInfo.InvariantCulture), answer, CancellationToken.None);
                var version = int.Parse(JsonElement.Parse(answer.WrittenSpan).GetProperty("model_version").GetString()!, CultureInfo.InvariantCulture);
                Volatile.Write(ref _lastAt[version], Stopwatch.GetTimestamp());
            }
            catch (Exception)
            {
                Interlocked.Increment(ref _failed);
            }
            Interlocked.Increment(ref _count);
            // Leaves the machine to the other replica.
            if (i % 20 == 0)
                await Task.Yield();
        }
    }

    /// <summary>Waits until only the version answers.</summary>
    public async Task WaitAsync(int version, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (LastAt(version) < since || LastAt(3 - version) > LastAt(version))
            await Task.Delay(5, cancellationToken);
    }
}
