using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving;

/// <summary>
/// A version in memory, counted: the host holds it once while it serves, every call once while it lasts. Whoever lets go
/// last disposes the model.
/// </summary>
public sealed class LoadedModel
{
    // Calls kept for the next requests; more than ever run at the same time are left to the collector.
    private const int MaxPooledCalls = 256;

    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<InferCall> _calls = [];
    private readonly IModel _model;
    private readonly ILogger _logger;
    private int _holders = 1;

    internal LoadedModel(IModel model, ModelVersion version, DateTimeOffset loadedAt, ILogger logger)
    {
        _model = model;
        _logger = logger;
        Tensors = model as ITensorModel ?? new TableModel(model);
        Queue = new ExecutionQueue(Tensors);
        Guard = new InputGuard(model.Signature, new InputGuardOptions());
        Version = version;
        LoadedAt = loadedAt;
    }

    public ModelVersion Version { get; }

    public DateTimeOffset LoadedAt { get; }

    /// <summary>The columns that training saw; a model of plain tensors may have none.</summary>
    public Signature Signature => _model.Signature;

    /// <summary>The tensors that a request fills, in order.</summary>
    public IReadOnlyList<TensorSpec> Inputs => Tensors.Inputs;

    /// <summary>The tensors that an answer has, in order.</summary>
    public IReadOnlyList<TensorSpec> Outputs => Tensors.Outputs;

    /// <summary>Whether the first extent of everything counts rows.</summary>
    public bool TakesRows => Tensors.TakesRows;

    /// <summary>What kind of model it is, as Open Inference says it.</summary>
    public string Platform => Tensors.Platform;

    /// <summary>Completes when the model is disposed.</summary>
    internal Task Unloaded => _unloaded.Task;

    internal ITensorModel Tensors { get; }

    internal ExecutionQueue Queue { get; }

    /// <summary>Refuses rows that the model was not made for.</summary>
    internal InputGuard Guard { get; }

    /// <summary>Holds the model; false when it is being disposed, in which case a successor is in place.</summary>
    internal bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }
        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        try
        {
            Queue.Dispose();
            (_model as IDisposable)?.Dispose();
            _logger.Unloaded(Version.Model, Version.Version);
        }
        catch (Exception e)
        {
            // The request that held it last did succeed.
            _logger.UnloadFailed(e, Version.Model, Version.Version);
        }
        _unloaded.SetResult();
    }

    internal InferCall RentCall() => _calls.TryTake(out var call) ? call : new InferCall(this);

    internal void ReturnCall(InferCall call)
    {
        if (_calls.Count < MaxPooledCalls)
            _calls.Add(call);
    }
}
