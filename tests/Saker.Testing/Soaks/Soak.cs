using System.Buffers.Text;
using System.Globalization;
using Saker.Data;
using Saker.Onnx.Batches;

namespace Saker.Testing.Soaks;

/// <summary>
/// Callers that ask a <see cref="Toys.DoublingModel"/> about values that nobody else has, give up at random, and look whether every answer is
/// to their own rows and every failure is their own.
/// </summary>
/// <param name="begin">Begins a call for one of the callers, by its number.</param>
/// <param name="seed">The same seed makes the same calls; when they meet is chance.</param>
public sealed class Soak(Func<int, CancellationToken, ValueTask<ISoakCall>> begin, int seed)
{
    private long _answered;
    private long _failed;
    private long _givenUp;
    private long _expired;
    private long _mixed;
    private string? _firstMixed;

    /// <summary>Answered with what they asked for.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Failed by their own fault.</summary>
    public long Failed => Volatile.Read(ref _failed);

    public long GivenUp => Volatile.Read(ref _givenUp);

    public long Expired => Volatile.Read(ref _expired);

    /// <summary>Answered with something else than what they asked for, or failed by somebody else's fault.</summary>
    public long Mixed => Volatile.Read(ref _mixed);

    /// <summary>Everything that ended.</summary>
    public long Ended => Answered + Failed + GivenUp + Expired + Mixed;

    /// <summary>What was wrong first; null when nothing was.</summary>
    public string? FirstMixed => Volatile.Read(ref _firstMixed);

    /// <summary>Ends when every call has ended; waits without end for one that is lost.</summary>
    public Task RunAsync(int callers, int callsEach, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, callsEach, cancellationToken), cancellationToken)));

    private async Task CallAsync(int caller, int calls, CancellationToken cancellationToken)
    {
        var random = new Random(seed + caller);
        for (var i = 0; i < calls; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var call = await begin(caller, cancellationToken);
            var first = ((long)caller << 40) + ((long)i << 8);
            var rows = random.Next(1, 6);
            var isBad = random.Next(50) == 0;
            Fill(call.Inputs, first, rows, isBad);
            try
            {
                await RunAsync(call, random);
                if (isBad)
                    Mix(FormattableString.Invariant($"a call with {Bad(first)} was answered."));
                else if (Wrong(call.Outputs, first, rows) is { } wrong)
                    Mix(wrong);
                else
                    Interlocked.Increment(ref _answered);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Internal)
            {
                if (isBad && e.Message.Contains(Bad(first) + " is negative", StringComparison.Ordinal))
                    Interlocked.Increment(ref _failed);
                else
                    Mix(FormattableString.Invariant($"a call with rows from {first} failed: {e.Message}"));
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Timeout)
            {
                Interlocked.Increment(ref _expired);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _givenUp);
            }
            call.Return();
        }
    }

    private static async ValueTask RunAsync(ISoakCall call, Random random)
    {
        using var source = random.Next(4) == 0 ? new CancellationTokenSource() : null;
        if (source is not null && random.Next(2) == 0)
            source.CancelAfter(TimeSpan.FromMicroseconds(random.Next(2000)));
        // Some are gone before they ask: whether the others are in time to give up is chance.
        if (source is not null && random.Next(8) == 0)
            await source.CancelAsync();
        var run = call.RunAsync(random.Next(20) == 0 ? TimeSpan.FromMilliseconds(random.Next(3)) : null, source?.Token ?? default);
        if (source is not null && random.Next(2) == 0)
            await source.CancelAsync();
        await run;
    }

    private static void Fill(ReadOnlySpan<TensorBuffer> inputs, long first, int rows, bool isBad)
    {
        Span<byte> text = stackalloc byte[20];
        inputs[0].Reset([rows, 1]);
        inputs[1].Reset([rows, 1]);
        for (var i = 0; i < rows; i++)
        {
            inputs[0].Elements<long>()[i] = isBad ? Bad(first) : first + i;
            Utf8Formatter.TryFormat(first + i, text, out var length);
            inputs[1].SetText(i, text[..length]);
        }
    }

    private static string? Wrong(ReadOnlySpan<TensorBuffer> outputs, long first, int rows)
    {
        if (!outputs[0].Shape.SequenceEqual([rows, 1]) || !outputs[1].Shape.SequenceEqual([rows, 1]))
            return FormattableString.Invariant($"a call with {rows} rows from {first} got {outputs[0].Count} and {outputs[1].Count}.");
        Span<byte> text = stackalloc byte[21];
        for (var i = 0; i < rows; i++)
        {
            Utf8Formatter.TryFormat(first + i, text, out var length);
            text[length] = (byte)'!';
            if (outputs[0].Elements<long>()[i] != (first + i) * 2 || !outputs[1].Text(i).SequenceEqual(text[..(length + 1)]))
                return FormattableString.Invariant($"row {i} of a call with rows from {first} got {outputs[0].Elements<long>()[i]} and '{System.Text.Encoding.UTF8.GetString(outputs[1].Text(i))}'.");
        }
        return null;
    }

    private static long Bad(long first) => -first - 1;

    private void Mix(string what)
    {
        Interlocked.Increment(ref _mixed);
        Interlocked.CompareExchange(ref _firstMixed, what, null);
    }
}
