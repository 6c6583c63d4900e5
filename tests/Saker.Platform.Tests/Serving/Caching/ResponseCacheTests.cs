using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Caching;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Caching;

public sealed class ResponseCacheTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private int _runs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_requests_are_answered_once_until_they_are_too_old_or_the_cache_is_emptied()
    {
        var cache = Cache(new CacheSettings { TimeToLive = TimeSpan.FromSeconds(10) });
        Assert.Equal((7.0, false), await AskAsync(cache, "1", 7));
        Assert.Equal((7.0, true), await AskAsync(cache, "1", 7));
        Assert.False((await AskAsync(cache, "2", 7)).IsHit);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False((await AskAsync(cache, "1", 7)).IsHit);
        cache.Clear();
        Assert.False((await AskAsync(cache, "1", 7)).IsHit);
        Assert.Equal((1L, 4L, 1), (cache.ToStatistics().HitCount, cache.ToStatistics().MissCount, cache.ToStatistics().EntryCount));
    }

    [Fact]
    public async Task Bits_decide_and_not_values()
    {
        var cache = Cache(new CacheSettings());
        Assert.False((await AskAsync(cache, "1", 0.0)).IsHit);
        Assert.False((await AskAsync(cache, "1", -0.0)).IsHit);
        Assert.False((await AskAsync(cache, "1", double.NaN)).IsHit);
        Assert.False((await AskAsync(cache, "1", BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001))).IsHit);
        Assert.True((await AskAsync(cache, "1", -0.0)).IsHit);
    }

    [Fact]
    public async Task Limits_hold_and_the_least_recently_used_goes_first()
    {
        var cache = Cache(new CacheSettings { MaxEntries = 2 });
        await AskAsync(cache, "1", 1);
        await AskAsync(cache, "1", 2);
        await AskAsync(cache, "1", 1);
        await AskAsync(cache, "1", 3);
        Assert.Equal((1L, 2), (cache.ToStatistics().EvictionCount, cache.ToStatistics().EntryCount));
        Assert.True((await AskAsync(cache, "1", 1)).IsHit);
        Assert.False((await AskAsync(cache, "1", 2)).IsHit);
        var small = Cache(new CacheSettings { MaxBytes = 1024, MaxEntries = 2 });
        for (var i = 0; i < 20; i++)
            await AskAsync(small, "1", i);
        Assert.InRange(small.ToStatistics().Bytes, 1, 1024);
    }

    [Fact]
    public async Task Failures_are_not_kept()
    {
        var cache = Cache(new CacheSettings());
        await Assert.ThrowsAsync<SakerException>(async () => await cache.GetOrRunAsync("1", Call(1), (_, _) => throw new SakerException(ErrorKind.Internal, "broken"), s_wait, Cancellation));
        Assert.False((await AskAsync(cache, "1", 1)).IsHit);
    }

    [Fact]
    public async Task Equal_requests_at_once_run_once_and_the_first_may_give_up_without_harm_to_the_others()
    {
        var cache = Cache(new CacheSettings());
        var gate = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        async ValueTask RunAsync(TensorSet call, CancellationToken token)
        {
            Interlocked.Increment(ref _runs);
            await gate.Task.WaitAsync(token);
            Answer(call);
        }
        var calls = Enumerable.Range(0, 20).Select(_ => Call(5)).ToArray();
        var first = cache.GetOrRunAsync("1", calls[0], RunAsync, s_wait, gone.Token).AsTask();
        var others = calls.Skip(1).Select(call => cache.GetOrRunAsync("1", call, RunAsync, s_wait, Cancellation).AsTask()).ToArray();
        Assert.Equal(1, _runs);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        var hits = await Task.WhenAll(others);
        Assert.Equal((2, 18), (_runs, hits.Count(hit => hit)));
        Assert.All(calls.Skip(1), call => Assert.Equal(5.0, call.Outputs[0].Elements<double>()[0]));
    }

    [Fact]
    public async Task Nobody_gets_the_answer_of_another_even_when_all_keys_have_one_hash()
    {
        var cache = new ResponseCache(new CacheSettings { MaxEntries = 30 }, _time, _ => 42);
        await Parallel.ForAsync(0, 5_000, Cancellation, async (i, _) =>
        {
            if (i % 500 == 0)
                cache.Clear();
            var value = (i * 7919) % 60;
            Assert.Equal(value, (await AskAsync(cache, "1", value)).Value);
        });
        Assert.Equal(5_000, cache.ToStatistics().HitCount + cache.ToStatistics().MissCount);
        Assert.InRange(cache.ToStatistics().EntryCount, 1, 30);
    }

    [Fact]
    public async Task A_request_waits_for_an_equal_one_no_longer_than_it_may()
    {
        var cache = Cache(new CacheSettings());
        var gate = new TaskCompletionSource();
        var first = cache.GetOrRunAsync("1", Call(5), async (call, _) => { await gate.Task; Answer(call); }, s_wait, Cancellation).AsTask();
        var second = cache.GetOrRunAsync("1", Call(5), (_, _) => throw new InvalidOperationException(), TimeSpan.FromSeconds(2), Cancellation).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ErrorKind.Timeout, (await Assert.ThrowsAsync<SakerException>(() => second)).Kind);
        gate.SetResult();
        Assert.False(await first);
    }

    private static TensorSet Call(double value)
    {
        var call = new TensorSet([new TensorSpec("x", ElementType.Float64, [-1, 1]), new TensorSpec("t", ElementType.Text, [-1, 1])], [new TensorSpec("y", ElementType.Float64, [-1, 1])]);
        call.Inputs[0].Reset([1, 1]);
        call.Inputs[0].Elements<double>()[0] = value;
        call.Inputs[1].Reset([1, 1]);
        call.Inputs[1].SetText(0, "text"u8);
        return call;
    }

    private static void Answer(TensorSet call) => call.Outputs[0].CopyFrom(call.Inputs[0]);

    private ResponseCache Cache(CacheSettings settings) => new(settings, _time);

    private static async Task<(double Value, bool IsHit)> AskAsync(ResponseCache cache, string version, double value)
    {
        var call = Call(value);
        var hit = await cache.GetOrRunAsync(
            version,
            call,
            async (running, _) =>
            {
                await Task.Yield();
                Answer(running);
            },
            s_wait,
            Cancellation);
        return (call.Outputs[0].Elements<double>()[0], hit);
    }
}
