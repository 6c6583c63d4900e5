using Saker.Data;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Queueing;

namespace Saker.Platform.Serving;

/// <summary>
/// One request to a version that stays loaded while the call lasts: fill the inputs, run, read the outputs, dispose. Used by one
/// caller at a time and not after it is disposed: it is used again for other requests.
/// </summary>
public sealed class InferCall : IDisposable, IQueueItemOwner
{
    private readonly TensorSet _tensors;
    private readonly QueueItem _item;
    private EndpointTraffic? _traffic;
    private TimeProvider _time = TimeProvider.System;
    private long _startedAt;
    private bool _isRun;

    internal InferCall(LoadedModel model)
    {
        Model = model;
        _tensors = new TensorSet(model.Inputs, model.Outputs);
        _item = new QueueItem(_tensors, this);
    }

    /// <summary>The version asked.</summary>
    public LoadedModel Model { get; }

    /// <summary>To be filled, in the order of <see cref="LoadedModel.Inputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Inputs => _tensors.Inputs;

    /// <summary>The answer after <see cref="RunAsync"/>, in the order of <see cref="LoadedModel.Outputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Outputs => _tensors.Outputs;

    /// <summary>Inputs and outputs together.</summary>
    internal TensorSet Tensors => _tensors;

    /// <summary>
    /// How long the request may wait and run, from <see cref="RunAsync"/>; null leaves it to the endpoint's settings, which are
    /// the most in any case. What expires is not run, or its outputs are dropped.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>What it occupied when it was given back.</summary>
    internal long PooledBytes { get; private set; }

    /// <summary>Runs the model on the inputs. Once a call.</summary>
    /// <param name="cancellationToken">Gives the request up; the caller goes on at once.</param>
    /// <exception cref="SakerException">
    /// Inputs are not set or do not fit (invalid input), the queue is full (limit exceeded, with a hint when to retry), it was not
    /// done in time (timeout), or the model failed (internal).
    /// </exception>
    public ValueTask RunAsync(CancellationToken cancellationToken)
    {
        _isRun = true;
        try
        {
            return Model.Queue.RunAsync(_item, Timeout, cancellationToken);
        }
        catch (Exception e)
        {
            ((IQueueItemOwner)this).Ended(e);
            return ValueTask.FromException(e);
        }
    }

    /// <summary>Only looks at the version: the call is no request that would be counted.</summary>
    public void DoNotCount() => _isRun = true;

    /// <summary>Lets go of the version.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref _traffic) is null || Interlocked.Exchange(ref _traffic, null) is not { } traffic)
            return;
        // Nothing was run: the request was refused while it was read.
        if (!_isRun)
        {
            var duration = _time.GetElapsedTime(_startedAt);
            traffic.RecordRefusal(duration);
            Model.Statistics.RecordFailure(duration);
        }
        _item.Return();
    }

    internal void Begin(EndpointTraffic traffic, TimeProvider time)
    {
        _traffic = traffic;
        _time = time;
        _startedAt = time.GetTimestamp();
        _isRun = false;
        Timeout = null;
        _item.Rent();
    }

    void IQueueItemOwner.Ended(Exception? error)
    {
        var duration = _time.GetElapsedTime(_startedAt);
        if (error is null)
        {
            Model.CountRun(isFailed: false);
            Model.Statistics.RecordSuccess(duration);
            Volatile.Read(ref _traffic)?.RecordSuccess(duration, _item.Rows);
            return;
        }
        // Only what a caller did not do wrong, and what is no matter of load, speaks against the version.
        if (error is not (OperationCanceledException or SakerException { Kind: not ErrorKind.Internal }))
            Model.CountRun(isFailed: true);
        Model.Statistics.RecordFailure(duration);
        Volatile.Read(ref _traffic)?.RecordFailure(duration);
    }

    void IQueueItemOwner.Recycle()
    {
        _tensors.Clear();
        PooledBytes = _tensors.KeptBytes;
        Model.ReturnCall(this);
        Model.Release();
    }
}
