using Saker.Onnx.Training;

namespace Saker.Onnx.FineTuning;

/// <summary>
/// Fine-tunes a model in phases: first its head, then more and more of it with smaller rates. Frozen batch normalisation keeps its stored statistics unless the settings say
/// otherwise for all. After each phase weights go back into the original graph.
/// </summary>
public static class PhasedFineTuning
{
    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="settings">How to train: its parameters and rate factors are those of the phases, and its optimiser is asked for anew in each.</param>
    /// <param name="newOptimizer">An optimiser for each phase.</param>
    /// <param name="phases">What is trained when, one or more.</param>
    /// <param name="fill">Writes a batch into a session's inputs, by the number of the step over all phases.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <returns>The trained model and the loss of each step.</returns>
    /// <exception cref="OnnxException">A phase cannot be, the model cannot be trained, or a loss is not finite.</exception>
    public static (OnnxModel Model, IReadOnlyList<float> Losses) Run(
        OnnxModel model, TrainingSettings settings, Func<Optimizer> newOptimizer, IReadOnlyList<FineTuningPhase> phases, Action<TrainingSession, long> fill, CancellationToken cancellationToken)
    {
        if (phases.Count == 0 || phases.Any(phase => phase.StepCount < 1))
            throw new OnnxException("Fine-tuning has one phase or more, each of one step or more.");
        var losses = new List<float>();
        foreach (var phase in phases)
        {
            using var session = new TrainingSession(model, settings with
            {
                Optimizer = newOptimizer(),
                Parameters = TrainableParts.Last(model, phase.LayerCount ?? int.MaxValue),
                RateFactors = phase.RateDecay == 1 ? null : TrainableParts.RateFactors(model, phase.RateDecay),
            });
            for (var step = 0L; step < phase.StepCount; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                fill(session, losses.Count);
                losses.Add(session.Step(phase.Rate.At(step)));
            }
            model = session.ToModel();
        }
        return (model, losses);
    }
}
