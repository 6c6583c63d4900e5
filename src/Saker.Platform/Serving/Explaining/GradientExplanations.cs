using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Attribution;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Explains answers of registered networks by integrated gradients, against a row of zeros. Thread-safe.</summary>
public sealed class GradientExplanations(IRegistryStore registry)
{
    /// <summary>The most rows that are explained at a time.</summary>
    public const int MaxRows = NetworkOpening.MaxRows;

    private readonly NetworkOpening _opening = new(registry);

    /// <param name="reference">The version: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest.</param>
    /// <param name="rows">A column for each input of the model, or all number columns for its only one.</param>
    /// <param name="index">The class, from 0; that with the largest output, row by row, where null.</param>
    /// <param name="target">The column with the answers, which is left out of what the model takes; null where the rows have none.</param>
    /// <param name="cancellationToken">Gives up, also within a row.</param>
    /// <exception cref="SakerException">The version has no graph that can be differentiated, rows do not fit, or there are none or too many.</exception>
    public Task<IReadOnlyList<GradientExplanation>> ExplainAsync(string reference, Table rows, int? index, string? target, CancellationToken cancellationToken)
    {
        if (target is not null)
        {
            ModelRows.RequireTarget(rows, target);
            rows = rows.Without([target]);
        }
        return _opening.LookAsync<IReadOnlyList<GradientExplanation>>(reference, rows, target, (model, output) =>
        {
            using var gradients = new IntegratedGradients(model, new AttributionSettings { Output = output.Name });
            var explained = new List<GradientExplanation>(rows.RowCount);
            for (var row = 0; row < rows.RowCount; row++)
            {
                var found = gradients.Of(ModelRows.Of(rows.Take([row]), model.Inputs, target: null), baseline: null, index, cancellationToken)[0];
                explained.Add(new GradientExplanation(row, found.Index, found.Output, found.BaselineOutput, found.Gap, found.StepCount, Factors(found, rows)));
            }
            return explained;
        }, cancellationToken);
    }

    private static List<GradientFactor> Factors(IntegratedAttribution found, Table rows)
    {
        string[] numbers = [.. rows.Columns.Where(column => column.Type.IsNumeric()).Select(column => column.Name)];
        var factors = new List<GradientFactor>();
        foreach (var (name, tensor) in found.Contributions)
            for (var i = 0; i < tensor.Count; i++)
                factors.Add(new GradientFactor(rows.Find(name) is not null ? name : numbers.Length == tensor.Count ? numbers[i] : $"{name}[{i}]", tensor.Span<float>()[i]));
        return [.. factors.OrderByDescending(factor => Math.Abs(factor.Value))];
    }
}
