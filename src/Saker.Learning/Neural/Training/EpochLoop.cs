using Saker.Data;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>One training: its epochs, from the state that it begins with.</summary>
internal sealed class EpochLoop
{
    private readonly TrainingSession _session;
    private readonly TrainingPlan _plan;
    private readonly LoopState _state;
    private CheckpointFiles? _files;
    private readonly TrainingWatch _watch;
    private readonly List<string> _warnings;
    private readonly BatchWriter _batch;
    private readonly BatchChanges _changes;
    private readonly TimeSpan _before;
    private readonly long _begun;
    private long _told;
    private long _kept;
    private long? _batchCount;

    public EpochLoop(TrainingSession session, TrainingPlan plan, LoopState state, CheckpointFiles? files, TrainingWatch watch, List<string> warnings)
    {
        (_session, _plan, _state, _files, _watch, _warnings) = (session, plan, state, files, watch, warnings);
        _batch = new BatchWriter(session, plan.Session.BatchSize, plan.ClassWeights);
        _changes = new BatchChanges(session, _batch, plan);
        _before = state.Elapsed;
        _begun = _told = _kept = plan.Time.GetTimestamp();
    }

    public TrainingOutcome Run(ExampleSource examples, ExampleSource? heldOut, CancellationToken cancellationToken)
    {
        if (examples.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There is no example to learn from.", "examples");
        if (heldOut?.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There is no held-out example to measure on; hold some out, or give none at all.", "held_out");
        _batchCount = examples.Count is { } count ? (count + _batch.Size - 1) / _batch.Size : null;
        while (_state.Epoch < _plan.Epochs && !_state.IsStopped)
        {
            try
            {
                Learn(examples, cancellationToken);
                Finish(heldOut, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Between two steps the state is whole, wherever the examples were waited for.
                KeepCancelled(cancellationToken);
                throw;
            }
            Keep();
            _watch.Epochs?.Report(_state.Epochs[^1]);
        }
        if (_state.Best is { } best)
            _session.SetWeights(best);
        return new TrainingOutcome
        {
            Model = _session.ToModel(),
            Epochs = [.. _state.Epochs],
            Best = heldOut is null ? _state.Epochs[^1] : _state.Epochs.Last(epoch => epoch.IsBest),
            StoppedEarly = _state.IsStopped,
            ThreadCount = _session.ThreadCount,
            Warnings = _warnings,
        };
    }

    private void Learn(ExampleSource examples, CancellationToken cancellationToken)
    {
        using var cursor = examples.Open(_state.Epoch, _plan.Seed, shuffles: true, cancellationToken);
        for (var passed = 0L; passed < _state.Rows; passed++)
            if (!cursor.Next(null, 0))
                throw new SakerException(ErrorKind.Conflict, $"Training was kept after {_state.Rows} examples of epoch {_state.Epoch + 1}, which now has only {passed}: give the examples that it began with.", "examples");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = _batch.Fill(cursor);
            if (count == 0)
                break;
            Step(count);
            if (_files is not null && _plan.Checkpoints!.EverySteps is > 0 and var every && _session.StepCount % every == 0)
                Keep();
            Tell();
        }
        if (!(_state.WeightSum > 0))
            throw new SakerException(ErrorKind.InvalidInput, _state.Rows == 0 ? $"Epoch {_state.Epoch + 1} has no example to learn from." : $"No example of epoch {_state.Epoch + 1} has a weight above 0.", "examples");
    }

    private void Step(int count)
    {
        var weight = _batch.Weight(count);
        _changes.Apply(_session.StepCount, count);
        var loss = _session.Step(RateAt(_session.StepCount));
        _state.LossSum += loss * weight;
        _state.WeightSum += weight;
        _state.Rows += count;
        _state.Batch++;
    }

    // What was held out is measured, and whether it got better decides on rate, best weights and the end.
    private void Finish(ExampleSource? heldOut, CancellationToken cancellationToken)
    {
        var rate = RateAt(_session.StepCount - 1);
        var trainLoss = _state.LossSum / _state.WeightSum;
        var (loss, score) = heldOut is null ? (null, null) : Measure(heldOut, cancellationToken);
        var watched = score is { } value ? (_plan.Score!.IsHigherBetter ? -value : value) : loss ?? trainLoss;
        var isBest = watched < _state.BestValue - _plan.MinImprovement || double.IsPositiveInfinity(_state.BestValue);
        if (isBest)
        {
            (_state.BestValue, _state.Waited, _state.PlateauWaited) = (watched, 0, 0);
            if (heldOut is not null)
                _state.Best = _session.CopyWeights();
        }
        else
        {
            _state.Waited++;
            if (_plan.Plateau is { } plateau && ++_state.PlateauWaited > plateau.Patience)
                (_state.RateFactor, _state.PlateauWaited) = (Math.Max(_state.RateFactor * plateau.Factor, plateau.Least), 0);
            _state.IsStopped = _plan.Patience > 0 && _state.Waited >= _plan.Patience;
        }
        _batchCount = _state.Batch;
        _state.Epoch++;
        var elapsed = Elapsed();
        _state.Epochs.Add(new EpochReport
        {
            Epoch = _state.Epoch, TrainLoss = trainLoss, ValidationLoss = loss, Score = score, Rate = rate, StepCount = _session.StepCount, RowCount = _state.Rows, IsBest = isBest, Elapsed = elapsed,
            Remaining = _state.IsStopped ? TimeSpan.Zero : elapsed / _state.Epoch * (_plan.Epochs - _state.Epoch),
        });
        (_state.Batch, _state.Rows, _state.LossSum, _state.WeightSum) = (0, 0, 0, 0);
    }

    private (double? Loss, double? Score) Measure(ExampleSource heldOut, CancellationToken cancellationToken)
    {
        var (sum, weights) = (0.0, 0.0);
        var predictions = new List<float>();
        var targets = new List<float>();
        using var cursor = heldOut.Open(0, _plan.Seed, shuffles: false, cancellationToken);
        for (var count = _batch.Fill(cursor); count > 0; count = _batch.Fill(cursor))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loss = _session.Evaluate();
            if (!float.IsFinite(loss))
                throw new SakerException(ErrorKind.InvalidInput, $"The loss of held-out examples is {loss} after epoch {_state.Epoch + 1}: their inputs hold numbers that are not finite, or the weights have grown too large.", "held_out");
            var weight = _batch.Weight(count);
            sum += loss * weight;
            weights += weight;
            if (_plan.Score is not null)
            {
                predictions.AddRange(_session.Evaluated[..(_session.Evaluated.Length / _batch.Size * count)]);
                _batch.Target?.AddTo(targets, count);
            }
        }
        if (!(weights > 0))
            throw new SakerException(ErrorKind.InvalidInput, "No held-out example was read that has a weight above 0.", "held_out");
        return (sum / weights, _plan.Score?.Compute([.. predictions], [.. targets]));
    }

    private void Keep()
    {
        if (_files is not null && _plan.Time.GetElapsedTime(_kept) >= _plan.Checkpoints!.MinInterval)
            KeepNow();
    }

    // Who cancelled is told that it is over, whatever became of the state.
    private void KeepCancelled(CancellationToken cancellationToken)
    {
        try
        {
            KeepNow();
        }
        catch (SakerException exception)
        {
            throw new OperationCanceledException($"Training was cancelled, and goes on from an older state or anew: {exception.Message}", exception, cancellationToken);
        }
    }

    private void KeepNow()
    {
        if (_files is null)
            return;
        _state.Elapsed = Elapsed();
        try
        {
            _files.Write(_state, _session);
        }
        catch (SakerException exception) when (_plan.Checkpoints!.IsOptional)
        {
            _warnings.Add(exception.Message);
            _files = null;
        }
        _kept = _plan.Time.GetTimestamp();
    }

    private float RateAt(long step) => (float)(_plan.Rate.At(step) * _state.RateFactor);

    private TimeSpan Elapsed() => _before + _plan.Time.GetElapsedTime(_begun);

    private void Tell()
    {
        if (_watch.Steps is null || _plan.Time.GetElapsedTime(_told) < _watch.Interval)
            return;
        _told = _plan.Time.GetTimestamp();
        var elapsed = Elapsed();
        TimeSpan? left = _batchCount is { } count && _state.Epoch + (double)_state.Batch / count is > 0 and var done ? elapsed / done * (_plan.Epochs - done) : null;
        _watch.Steps.Report(new TrainingProgress(_state.Epoch + 1, _plan.Epochs, _state.Batch, _batchCount, _state.LossSum / Math.Max(_state.WeightSum, double.Epsilon), elapsed, left));
    }
}
