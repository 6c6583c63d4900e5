using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Opens registered networks to look into them by gradients, with rows that fit: some, not too many, and of finite numbers. Thread-safe.</summary>
internal sealed class NetworkOpening(IRegistryStore registry)
{
    /// <summary>The most rows that are looked at at a time.</summary>
    public const int MaxRows = 1_000;

    /// <summary>Looks into a version.</summary>
    /// <param name="reference">The version: <c>shapes/3</c>, <c>shapes@champion</c>, or <c>shapes</c> for the newest.</param>
    /// <param name="rows">A column for each input of the model, or all number columns for its only one.</param>
    /// <param name="target">A column that the model does not take; null where there is none.</param>
    /// <param name="look">Takes the graph, and its first output of numbers.</param>
    /// <param name="cancellationToken">Gives up reading; what looks does so by its own.</param>
    /// <exception cref="SakerException">The version has no graph that can be differentiated, rows do not fit, or there are none or too many.</exception>
    public async Task<T> LookAsync<T>(string reference, Table rows, string? target, Func<OnnxModel, TensorSpec, T> look, CancellationToken cancellationToken)
    {
        if (rows.RowCount is 0 or > MaxRows)
            throw new SakerException(rows.RowCount == 0 ? ErrorKind.InvalidInput : ErrorKind.LimitExceeded, $"1 to {MaxRows} rows are looked at at a time; the data has {rows.RowCount}.", "data");
        var version = await registry.ResolveAsync(reference, cancellationToken);
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        try
        {
            var model = OnnxModel.Parse(folder.Contents.Model);
            NumberInputs.Require(model, "Looking into a network", "Explain its answers by saker explain lime or importance, which ask the model only.");
            RequireFinite(rows, model, target);
            var output = model.Outputs.FirstOrDefault(spec => spec.Type == ElementType.Float32) ?? throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} gives no numbers of Float32 to look at.", "model");
            return look(model, output);
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} cannot be looked into: {exception.Message}", "model", exception);
        }
    }

    // Gradients of what is no number are none, and one such row would spoil the sums of all.
    private static void RequireFinite(Table rows, OnnxModel model, string? target)
    {
        var takesAll = model.Inputs is [var only] && rows.Find(only.Name) is null;
        foreach (var column in rows.Columns.Where(column => column.Type.IsNumeric() && (takesAll ? column.Name != target : model.Inputs.Any(input => input.Name == column.Name))))
            if (Array.FindIndex(column.ToFloat64(), value => !float.IsFinite((float)value)) is >= 0 and var row)
                throw new SakerException(ErrorKind.InvalidInput, $"Row {row + 1} has no finite number in '{column.Name}', and networks are looked into by numbers: leave the row out, or fill it in.", "data");
    }
}
