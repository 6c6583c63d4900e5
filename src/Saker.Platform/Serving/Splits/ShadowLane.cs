using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Splits;

/// <summary>Runs copies of requests by a candidate, several together, past its queue: callers of the candidate never wait behind them. For one thread.</summary>
internal sealed class ShadowLane(ShadowMirror mirror) : IDisposable
{
    private const int RowCapacity = 64;

    private readonly List<TensorSet> _sets = [];
    private readonly List<ShadowCopy> _runnable = [];
    private readonly List<ShadowCopy> _open = [];
    private LoadedModel? _model;
    private IBatchRunner? _runner;
    private CallGuard? _guard;
    private TensorSet[] _parts = [];

    /// <summary>Runs copies and shows what came of each. Never fails: whatever goes wrong, all copies are given back.</summary>
    public void Run(IReadOnlyList<ShadowCopy> copies)
    {
        _open.AddRange(copies);
        try
        {
            RunHeld(copies);
        }
        catch (Exception e)
        {
            foreach (var copy in _open)
                mirror.Fail(copy, e);
            TryLetGo();
        }
        _open.Clear();
        _runnable.Clear();
    }

    private void RunHeld(IReadOnlyList<ShadowCopy> copies)
    {
        if (!TryHold())
        {
            foreach (var copy in copies)
            {
                _open.Remove(copy);
                mirror.Abandon(copy);
            }
            return;
        }
        Prepare(copies);
        if (_runnable.Count == 0)
            return;
        var parts = _parts.AsMemory(0, _runnable.Count);
        if (TryRun(parts, out var timings) is not { } error)
            Complete(timings);
        else if (_runnable.Count == 1)
            Complete(0, error, default);
        else
            RunOneByOne();
    }

    /// <summary>Lets go of the candidate, so that it may be unloaded.</summary>
    public void TryLetGo()
    {
        var (runner, model) = (_runner, _model);
        (_runner, _model) = (null, null);
        _sets.Clear();
        try
        {
            runner?.Dispose();
        }
        catch (Exception e)
        {
            mirror.Log(e);
        }
        model?.Release();
    }

    public void Dispose() => TryLetGo();

    private bool TryHold()
    {
        if (_model is not null && mirror.IsCurrent(_model))
            return true;
        TryLetGo();
        _model = mirror.TryHold();
        if (_model is null)
            return false;
        _runner = _model.Tensors.NewRunner(RowCapacity);
        _guard = mirror.Guard == EndpointSettings.Default.Guard ? _model.PlainPolicy.Guard : new CallGuard(_model.Signature, _model.Inputs, mirror.Guard);
        return true;
    }

    /// <summary>Gives each copy the candidate's form; what has none, or is refused, is shown as failed.</summary>
    private void Prepare(IReadOnlyList<ShadowCopy> copies)
    {
        _runnable.Clear();
        if (_parts.Length < copies.Count)
            _parts = new TensorSet[copies.Count];
        while (_sets.Count < copies.Count)
            _sets.Add(new TensorSet(_model!.Inputs, _model.Outputs));
        for (var i = 0; i < copies.Count; i++)
        {
            var set = _sets[_runnable.Count];
            set.Clear();
            if (Fill(copies[i], set) is { } error)
            {
                Complete(copies[i], set, error, TimeSpan.Zero);
                continue;
            }
            _parts[_runnable.Count] = set;
            _runnable.Add(copies[i]);
        }
    }

    private SakerException? Fill(ShadowCopy copy, TensorSet into)
    {
        var report = new GuardReport();
        try
        {
            for (var i = 0; i < _model!.Inputs.Count; i++)
            {
                var wanted = _model.Inputs[i];
                if (Find(copy.Primary.Inputs, wanted.Name) is not { } at)
                    _guard!.TakeMissing(i, copy.RowCount, into.Inputs[i], report);
                else if (!TensorConversion.TryConvert(copy.Tensors.Inputs[at], into.Inputs[i]))
                    report.Problems.Add(null, wanted.Name, $"cannot be taken as {wanted.Type}.");
            }
            _guard!.Check(into.Inputs, report);
            TensorFit.Require(_model.Tensors, into);
            return null;
        }
        catch (SakerException e)
        {
            return e;
        }
    }

    private void RunOneByOne()
    {
        for (var i = 0; i < _runnable.Count; i++)
            Complete(i, TryRun(_parts.AsMemory(i, 1), out var timings), Duration(timings));
    }

    // The engine runs on this thread and is done when it returns; other models may wait for something, and so does the thread.
    private Exception? TryRun(ReadOnlyMemory<TensorSet> parts, out RunTimings timings)
    {
        timings = default;
        try
        {
            timings = _runner!.RunAsync(parts, mirror.Stopped).AsTask().GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e)
        {
            return ModelFailures.Describe(e);
        }
    }

    private void Complete(RunTimings timings)
    {
        var rows = Math.Max(1, _runnable.Sum(copy => copy.RowCount));
        for (var i = 0; i < _runnable.Count; i++)
            Complete(i, error: null, Duration(timings) * _runnable[i].RowCount / rows);
    }

    private void Complete(int index, Exception? error, TimeSpan duration) => Complete(_runnable[index], _parts[index], error, duration);

    private void Complete(ShadowCopy copy, TensorSet outputs, Exception? error, TimeSpan duration)
    {
        _open.Remove(copy);
        mirror.Complete(copy, _model!, outputs, error, duration);
    }

    private static TimeSpan Duration(RunTimings timings) => TimeSpan.FromTicks((timings.Input + timings.Infer + timings.Output) / TimeSpan.NanosecondsPerTick);

    private static int? Find(IReadOnlyList<TensorSpec> specs, string name)
    {
        for (var i = 0; i < specs.Count; i++)
            if (specs[i].Name == name)
                return i;
        return null;
    }
}
