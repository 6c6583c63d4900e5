using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Queueing;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>Callers that put unique values into a queue, give up at random, and check that every answer is to their own rows.</summary>
internal sealed class QueueSoak(ExecutionQueue queue, DoublingModel model, int seed)
{
    private long _answered;
    private long _failed;
    private long _givenUp;
    private long _expired;

    public long Answered => _answered;

    public long Failed => _failed;

    public long GivenUp => _givenUp;

    public long Expired => _expired;

    public Task RunAsync(int callers, int callsEach) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, callsEach))));

    private async Task CallAsync(int caller, int calls)
    {
        var random = new Random(seed + caller);
        var idle = new System.Collections.Concurrent.ConcurrentStack<Call>();
        for (var i = 0; i < calls; i++)
        {
            var call = idle.TryPop(out var used) ? used : new Call(model, idle);
            var isBad = random.Next(50) == 0;
            call.Fill(((long)caller << 40) + ((long)i << 8), random.Next(1, 6), isBad);
            using var source = random.Next(4) == 0 ? new CancellationTokenSource() : null;
            if (source is not null && random.Next(2) == 0)
                source.CancelAfter(TimeSpan.FromMicroseconds(random.Next(2000)));
            // Some are gone before they ask: whether the others are in time to give up is chance.
            if (source is not null && random.Next(8) == 0)
                await source.CancelAsync();
            try
            {
                var run = queue.RunAsync(call.Item, random.Next(20) == 0 ? TimeSpan.FromMilliseconds(random.Next(3)) : null, source?.Token ?? default);
                if (source is not null)
                    await source.CancelAsync();
                await run;
                Assert.False(isBad);
                call.Check();
                Interlocked.Increment(ref _answered);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Internal)
            {
                Assert.True(isBad);
                Assert.Contains($"{call.Bad} is negative", e.Message, StringComparison.Ordinal);
                Interlocked.Increment(ref _failed);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Timeout)
            {
                Interlocked.Increment(ref _expired);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _givenUp);
            }
            call.Item.Return();
        }
    }

    /// <summary>One item; back among the idle ones only when the queue is done with it.</summary>
    private sealed class Call : IQueueItemOwner
    {
        private readonly System.Collections.Concurrent.ConcurrentStack<Call> _idle;
        private long _first;
        private int _rows;

        public Call(DoublingModel model, System.Collections.Concurrent.ConcurrentStack<Call> idle)
        {
            _idle = idle;
            Item = new QueueItem(new TensorSet(model.Inputs, model.Outputs), this);
        }

        public QueueItem Item { get; }

        public long Bad => -_first - 1;

        public void Fill(long first, int rows, bool isBad)
        {
            (_first, _rows) = (first, rows);
            Item.Rent();
            var (x, t) = (Item.Tensors.Inputs[0], Item.Tensors.Inputs[1]);
            x.Reset([rows, 1]);
            t.Reset([rows, 1]);
            for (var i = 0; i < rows; i++)
            {
                x.Elements<long>()[i] = isBad ? Bad : first + i;
                t.SetText(i, Encoding.UTF8.GetBytes((first + i).ToString(CultureInfo.InvariantCulture)));
            }
        }

        public void Check()
        {
            Assert.Equal([_rows, 1], Item.Tensors.Outputs[0].Shape.ToArray());
            for (var i = 0; i < _rows; i++)
            {
                Assert.Equal((_first + i) * 2, Item.Tensors.Outputs[0].Elements<long>()[i]);
                Assert.Equal((_first + i).ToString(CultureInfo.InvariantCulture) + "!", Encoding.UTF8.GetString(Item.Tensors.Outputs[1].Text(i)));
            }
        }

        public void Ended(Exception? error)
        {
        }

        public void Recycle()
        {
            Item.Tensors.Clear();
            _idle.Push(this);
        }
    }
}
