using System.Collections.Concurrent;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Queueing;
using Saker.Testing.Soaks;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>Gives a soak the calls of a queue alone.</summary>
internal sealed class QueueSoak(ExecutionQueue queue, DoublingModel model)
{
    // By caller; only those that the queue is done with.
    private readonly ConcurrentDictionary<int, ConcurrentStack<Call>> _idle = new();

    public ValueTask<ISoakCall> BeginAsync(int caller, CancellationToken cancellationToken)
    {
        var idle = _idle.GetOrAdd(caller, static _ => new ConcurrentStack<Call>());
        var call = idle.TryPop(out var used) ? used : new Call(queue, model, idle);
        call.Rent();
        return ValueTask.FromResult<ISoakCall>(call);
    }

    private sealed class Call : ISoakCall, IQueueItemOwner
    {
        private readonly ExecutionQueue _queue;
        private readonly ConcurrentStack<Call> _idle;
        private readonly QueueItem _item;

        public Call(ExecutionQueue queue, DoublingModel model, ConcurrentStack<Call> idle)
        {
            (_queue, _idle) = (queue, idle);
            _item = new QueueItem(new TensorSet(model.Inputs, model.Outputs), this);
        }

        public ReadOnlySpan<TensorBuffer> Inputs => _item.Tensors.Inputs;

        public ReadOnlySpan<TensorBuffer> Outputs => _item.Tensors.Outputs;

        public void Rent() => _item.Rent();

        public ValueTask RunAsync(TimeSpan? timeout, CancellationToken cancellationToken) => _queue.RunAsync(_item, timeout, cancellationToken);

        public void Return() => _item.Return();

        public void Ended(Exception? error)
        {
        }

        public void Recycle()
        {
            _item.Tensors.Clear();
            _idle.Push(this);
        }
    }
}
