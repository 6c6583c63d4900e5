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
    private int _failedRuns;

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

    /// <summary>What it takes in memory, estimated from its files.</summary>
    public long EstimatedBytes { get; init; }

    /// <summary>After so many failed runs in a row the version counts as degraded.</summary>
    internal int MaxFailedRuns { get; init; } = int.MaxValue;

    /// <summary>Told when the version is degraded, with the reason, and with null when it is well again.</summary>
    internal Action<LoadedModel, string?>? Reported { get; set; }

    /// <summary>Called once the model is disposed, by whoever let go last; set before the host lets go.</summary>
    internal Action? Finished { get; set; }

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

    internal void AddHolders(int count) => Interlocked.Add(ref _holders, count);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Finish();
    }

    /// <summary>Ends the host's hold if it is the only one; the caller then calls <see cref="Finish"/>.</summary>
    internal bool TryRetire() => Interlocked.CompareExchange(ref _holders, 0, 1) == 1;

    /// <summary>Disposes the model, once nobody holds it.</summary>
    internal void Finish()
    {
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
        Finished?.Invoke();
        _unloaded.SetResult();
    }

    /// <summary>Says that the version answers, but not as it should, such as by a fallback.</summary>
    /// <param name="reason">What is wrong, as people read it; without what changes with every request.</param>
    internal void ReportDegraded(string reason) => Reported?.Invoke(this, reason);

    /// <summary>Says that the version is well again.</summary>
    internal void ReportRecovered() => Reported?.Invoke(this, null);

    /// <summary>Counts runs that failed for the model's own reasons; enough in a row make the version degraded, a good one mends it.</summary>
    internal void CountRun(bool isFailed)
    {
        if (isFailed)
        {
            if (Interlocked.Increment(ref _failedRuns) == MaxFailedRuns)
                ReportDegraded($"The last {MaxFailedRuns} runs or more failed.");
        }
        else if (Volatile.Read(ref _failedRuns) > 0 && Interlocked.Exchange(ref _failedRuns, 0) >= MaxFailedRuns)
        {
            ReportRecovered();
        }
    }

    internal InferCall RentCall() => _calls.TryTake(out var call) ? call : new InferCall(this);

    internal void ReturnCall(InferCall call)
    {
        if (_calls.Count < MaxPooledCalls)
            _calls.Add(call);
    }
}
