using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>The ordered steps that turn raw columns into features.</summary>
public sealed record PreparationPlan
{
    /// <summary>The steps, first to last.</summary>
    public required IReadOnlyList<Transform> Steps { get; init; }

    /// <summary>
    /// What is done when nothing is declared: missing numbers become the median, numbers are brought to mean 0 and deviation 1,
    /// texts become one 0/1 feature per category, a missing text being a category of its own.
    /// </summary>
    public static PreparationPlan Default { get; } = new()
    {
        Steps =
        [
            new Impute { Columns = ColumnSelector.Numbers, With = ImputeWith.Median },
            new Scale { Columns = ColumnSelector.Numbers, With = ScaleWith.Standard },
            new OneHot { Columns = ColumnSelector.Text },
        ],
    };

    /// <summary>Reads declared steps, see <see cref="TransformCatalogue"/>; what is wrong goes to the settings' list of problems.</summary>
    public static PreparationPlan Read(IReadOnlyList<Settings> steps) =>
        new() { Steps = [.. steps.Select(TransformCatalogue.Create).OfType<Transform>()] };

    /// <summary>
    /// Fits the steps one after the other: each learns from the values that the graph of the steps before gives on these rows.
    /// </summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="inputColumns">The raw columns to start from, in the order that features follow; the target is not among them.</param>
    /// <param name="cancellationToken">Stops the fit between steps.</param>
    /// <exception cref="SakerException">The rows do not fit the steps; the message names step, column and what to do.</exception>
    public FittedPreparation Fit(Table rows, IReadOnlyList<string> inputColumns, CancellationToken cancellationToken)
    {
        var training = new TrainingColumns(rows, inputColumns);
        var fitted = new List<FittedTransform>(Steps.Count);
        for (var i = 0; i < Steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var step = Steps[i].Fit(training);
                training.Then(step);
                fitted.Add(step);
            }
            catch (SakerException exception)
            {
                throw At(i, exception);
            }
        }
        return FittedPreparation.Of(training.Inputs, fitted);
    }

    private SakerException At(int step, SakerException exception)
    {
        var place = $"prepare[{step}]";
        IReadOnlyList<Problem> problems = exception.Problems.Count > 0
            ? [.. exception.Problems.Select(problem => problem with { Field = $"{place}.{problem.Field}" })]
            : [new Problem(exception.Field is { } field ? $"{place}.{field}" : place, exception.Message)];
        return new SakerException(exception.Kind, $"{place}, '{Steps[step].Name}', does not fit the training rows.", problems);
    }
}
