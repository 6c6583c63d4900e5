using System.Globalization;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Platform.Serving.Compressing;

/// <summary>A column with answers as the tensor that a loss compares a graph's output with.</summary>
internal static class ModelTargets
{
    /// <summary>Whether a graph tells classes by an output: it gives several numbers a row.</summary>
    public static bool HasClasses(TensorSpec output) => output.Shape is [_, not 1];

    /// <summary>An output as it comes: where a graph does not say how many numbers a row gives, a row is run.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="output">Its output.</param>
    /// <param name="rows">Rows that it takes.</param>
    /// <param name="target">The column with the answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">Columns are missing or of another kind.</exception>
    public static TensorSpec Measured(OnnxModel model, TensorSpec output, Table rows, string target, CancellationToken cancellationToken)
    {
        if (output.Shape is not [_, <= 0] || rows.RowCount == 0)
            return output;
        using var session = new OnnxSession(model);
        var (inputs, _) = ModelRows.Batches(rows.Take([0]), model.Inputs, target, 1).First();
        var given = session.Outputs.Zip(session.Run(inputs, cancellationToken)).First(own => own.First.Name == output.Name).Second;
        return given.Shape.Count == 2 ? output with { Shape = [output.Shape[0], given.Shape[1]] } : output;
    }

    /// <summary>Requires that every row has an answer that the output can give.</summary>
    /// <param name="target">The answers of all rows, as they are in the file.</param>
    /// <param name="output">The output.</param>
    /// <exception cref="SakerException">An answer is missing or none of the output's; the first row is named.</exception>
    public static void Require(Column target, TensorSpec output)
    {
        if (HasClasses(output))
            Places(target, output);
        else
            Numbers(target, output);
    }

    /// <summary>Classes by their places, from 0.</summary>
    /// <param name="target">The answers.</param>
    /// <param name="output">The output with a number for each class.</param>
    /// <exception cref="SakerException">An answer is no place of a class.</exception>
    public static Tensor Places(Column target, TensorSpec output)
    {
        var words = Words(target);
        var count = output.Shape[1];
        var places = new long[words.Length];
        for (var row = 0; row < words.Length; row++)
            if (target.IsNull(row) || !long.TryParse(words[row], NumberStyles.None, CultureInfo.InvariantCulture, out places[row]) || (count > 0 && places[row] >= count))
                throw new SakerException(ErrorKind.InvalidInput, $"The model tells classes by their places, {(count > 0 ? $"0 to {count - 1}" : "from 0")}, and the target '{target.Name}' has '{(target.IsNull(row) ? "" : words[row])}' in row {row + 1}. Give the places as the target.", "target");
        return Tensor.Vector(places);
    }

    /// <summary>Numbers, of the output's shape.</summary>
    /// <param name="target">The answers.</param>
    /// <param name="output">The output with a number a row.</param>
    /// <exception cref="SakerException">An answer is missing, or no number.</exception>
    public static Tensor Numbers(Column target, TensorSpec output)
    {
        if (!target.Type.IsNumeric())
            throw new SakerException(ErrorKind.InvalidInput, $"The model gives numbers, and the target '{target.Name}' is {target.Type.Name()}.", "target");
        var values = Array.ConvertAll(target.ToFloat64(), value => (float)value);
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var row)
            throw new SakerException(ErrorKind.InvalidInput, $"The model gives numbers, and the target '{target.Name}' has no finite number in row {row + 1}. Fill it in, or leave the row out.", "target");
        return output.Shape.Count == 2 ? Tensor.Of(values, values.Length, 1) : Tensor.Vector(values);
    }

    private static string[] Words(Column target) => target is Column<string> texts
        ? texts.Values.ToArray()
        : target.Type.IsNumeric()
            ? Array.ConvertAll(target.ToFloat64(), value => value.ToString("R", CultureInfo.InvariantCulture))
            : throw new SakerException(ErrorKind.InvalidInput, $"The model tells classes by their places, and the target '{target.Name}' is {target.Type.Name()}.", "target");
}
