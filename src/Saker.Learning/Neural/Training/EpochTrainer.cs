using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>Trains any ONNX model epoch by epoch. Equal models, plans, examples and thread counts give equal weights to the bit, whether training was interrupted or not.</summary>
public static class EpochTrainer
{
    /// <summary>Trains until the epochs are over or nothing gets better, on the calling thread.</summary>
    /// <param name="model">The model: one from a builder or an imported one. It is left as it is.</param>
    /// <param name="plan">How it is trained.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="heldOut">What it is measured on after each epoch; null for nothing, the weights of the last epoch are then the model's.</param>
    /// <param name="watch">Who is told.</param>
    /// <param name="cancellationToken">Stops between two batches, while examples are waited for, or while held-out ones are measured, after the state was kept where it is to be.</param>
    /// <exception cref="SakerException">A setting, the examples or a checkpoint are wrong; the message says which and what would be right.</exception>
    /// <exception cref="OnnxException">The model cannot be trained so, or a loss or gradient is no finite number: the parameter is named.</exception>
    public static TrainingOutcome Run(OnnxModel model, TrainingPlan plan, ExampleSource examples, ExampleSource? heldOut, TrainingWatch watch, CancellationToken cancellationToken)
    {
        plan.Require();
        cancellationToken.ThrowIfCancellationRequested();
        var files = plan.Checkpoints is { } checkpoints ? new CheckpointFiles(checkpoints.Folder, plan.FingerprintOf(model, examples, heldOut is not null)) : null;
        var warnings = new List<string>();
        using var kept = files is null ? null : Read(files, plan.Checkpoints!, warnings);
        var settings = plan.Session with { WeighsRows = plan.Session.Loss.CanWeighRows, ThreadCount = kept?.State.ThreadCount ?? plan.Session.ThreadCount };
        using var session = new TrainingSession(model, settings);
        var state = new LoopState();
        if (kept is { } found)
        {
            found.Restore(session);
            state = found.State;
        }
        state.ThreadCount = session.ThreadCount;
        return new EpochLoop(session, plan, state, files, watch, warnings).Run(examples, heldOut, cancellationToken);
    }

    private static KeptState? Read(CheckpointFiles files, TrainingCheckpoints checkpoints, List<string> warnings)
    {
        try
        {
            return files.Read(warnings);
        }
        catch (SakerException exception) when (checkpoints.IsOptional)
        {
            warnings.Add($"Training began anew: {exception.Message}");
            return null;
        }
    }

    /// <summary>As <see cref="Run"/>, on a thread of its own.</summary>
    public static Task<TrainingOutcome> RunAsync(OnnxModel model, TrainingPlan plan, ExampleSource examples, ExampleSource? heldOut, TrainingWatch watch, CancellationToken cancellationToken) =>
        Task.Run(() => Run(model, plan, examples, heldOut, watch, cancellationToken), cancellationToken);
}
