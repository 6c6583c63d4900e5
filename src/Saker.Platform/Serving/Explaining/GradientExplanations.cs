using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Attribution;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Explains answers of registered networks by integrated gradients, against a row of zeros. Thread-safe.</summary>
public sealed class GradientExplanations(IRegistryStore registry)
{
    /// <summary>The most rows that are explained at a time.</summary>
    public const int MaxRows = 1_000;

    /// <param name="reference">The version: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest.</param>
    /// <param name="rows">A column for each input of the model, or all number columns for its only one.</param>
    /// <param name="index">The class, from 0; that with the largest output, row by row, where null.</param>
    /// <param name="target">The column with the answers, which is left out of what the model takes; null where the rows have none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version has no graph that can be differentiated, rows do not fit, or there are none or too many.</exception>
    public async Task<IReadOnlyList<GradientExplanation>> ExplainAsync(string reference, Table rows, int? index, string? target, CancellationToken cancellationToken)
    {
        if (rows.RowCount is 0 or > MaxRows)
            throw new SakerException(rows.RowCount == 0 ? ErrorKind.InvalidInput : ErrorKind.LimitExceeded, $"1 to {MaxRows} rows are explained at a time; the data has {rows.RowCount}.", "data");
        if (target is not null)
        {
            ModelRows.RequireTarget(rows, target);
            rows = rows.Without([target]);
        }
        var version = await registry.ResolveAsync(reference, cancellationToken);
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        try
        {
            var model = OnnxModel.Parse(folder.Contents.Model);
            var output = model.Outputs.FirstOrDefault(spec => spec.Type == ElementType.Float32) ?? throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} gives no numbers of Float32 to explain.", "model");
            using var gradients = new IntegratedGradients(model, new AttributionSettings { Output = output.Name });
            var explained = new List<GradientExplanation>(rows.RowCount);
            for (var row = 0; row < rows.RowCount; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = gradients.Of(ModelRows.Of(rows.Take([row]), model.Inputs, target: null), baseline: null, index)[0];
                explained.Add(new GradientExplanation(row, found.Index, found.Output, found.BaselineOutput, found.Gap, found.StepCount, Factors(found, rows)));
            }
            return explained;
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} cannot be explained by gradients: {exception.Message}", "model", exception);
        }
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
