using Saker.Data;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving;

/// <summary>
/// One request to a version that stays loaded while the call lasts: fill the inputs, run, read the outputs, dispose. Used by one
/// caller at a time and not after it is disposed: it is used again for other requests.
/// </summary>
public sealed class InferCall : IDisposable
{
    private readonly TensorSet _tensors;
    private EndpointTraffic? _traffic;
    private TimeProvider _time = TimeProvider.System;
    private long _startedAt;
    private bool _isRun;

    internal InferCall(LoadedModel model)
    {
        Model = model;
        _tensors = new TensorSet(model.Inputs, model.Outputs);
    }

    /// <summary>The version asked.</summary>
    public LoadedModel Model { get; }

    /// <summary>To be filled, in the order of <see cref="LoadedModel.Inputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Inputs => _tensors.Inputs;

    /// <summary>The answer after <see cref="RunAsync"/>, in the order of <see cref="LoadedModel.Outputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Outputs => _tensors.Outputs;

    /// <summary>Runs the model on the inputs. Once a call.</summary>
    /// <exception cref="SakerException">An input is not set (invalid input), the queue is full (limit exceeded), or the model failed.</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        _isRun = true;
        try
        {
            await Model.Queue.RunAsync(_tensors, cancellationToken);
            _traffic?.RecordSuccess(_time.GetElapsedTime(_startedAt), _tensors.Rows);
            Model.CountRun(isFailed: false);
        }
        catch (Exception e)
        {
            // Only what a caller did not do wrong, and what is no matter of load, speaks against the version.
            if (e is not (OperationCanceledException or SakerException { Kind: not ErrorKind.Internal }))
                Model.CountRun(isFailed: true);
            _traffic?.RecordFailure(_time.GetElapsedTime(_startedAt));
            throw;
        }
    }

    /// <summary>Only looks at the version: the call is no request that would be counted.</summary>
    public void DoNotCount() => _isRun = true;

    /// <summary>Lets go of the version.</summary>
    public void Dispose()
    {
        if (_traffic is not { } traffic)
            return;
        _traffic = null;
        // Nothing was run: the request was refused while it was read.
        if (!_isRun)
            traffic.RecordRefusal(_time.GetElapsedTime(_startedAt));
        _tensors.Clear();
        Model.ReturnCall(this);
        Model.Release();
    }

    internal void Begin(EndpointTraffic traffic, TimeProvider time)
    {
        _traffic = traffic;
        _time = time;
        _startedAt = time.GetTimestamp();
        _isRun = false;
    }
}
