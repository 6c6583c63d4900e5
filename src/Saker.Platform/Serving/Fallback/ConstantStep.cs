using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Answers every row with the same values.</summary>
internal sealed class ConstantStep : IFallbackStep
{
    private readonly TensorBuffer[] _values;
    private readonly IReadOnlyList<TensorSpec> _outputs;

    /// <param name="outputs">What the model gives, in order.</param>
    /// <param name="settings">A value for each of them.</param>
    /// <exception cref="SakerException">Values are missing, too many, or of another type; all are named.</exception>
    public ConstantStep(IReadOnlyList<TensorSpec> outputs, ConstantSettings settings)
    {
        var problems = settings.Outputs.Keys.Except(outputs.Select(output => output.Name), StringComparer.Ordinal)
            .Select(name => new Problem($"fallback.constant.outputs.{name}", $"the model has no such output; it gives {string.Join(", ", outputs.Select(output => output.Name))}.")).ToList();
        _outputs = outputs;
        _values = [.. outputs.Select(output => Value(output, settings, problems))];
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The constant does not fit the outputs of the model.", problems);
    }

    public string Name => "constant";

    public PreviousVersion? Version => null;

    public ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken)
    {
        var answer = new TensorBuffer[_outputs.Count];
        for (var i = 0; i < answer.Length; i++)
            answer[i] = Repeat(_values[i], _outputs[i], call.Tensors.Rows);
        return ValueTask.FromResult<TensorBuffer[]?>(answer);
    }

    private static TensorBuffer Repeat(TensorBuffer value, TensorSpec output, int rows)
    {
        var shape = output.Shape.Select(extent => Math.Max(1, extent)).ToArray();
        if (output.Shape is [< 0, ..])
            shape[0] = rows;
        var buffer = new TensorBuffer(output.Type);
        buffer.Reset(shape);
        for (var i = 0; i < buffer.Count; i++)
        {
            if (output.Type == ElementType.Text)
                buffer.SetText(i, value.Text(0));
            else
                value.Bytes.CopyTo(buffer.Bytes[(i * buffer.ElementSize)..]);
        }
        return buffer;
    }

    private static TensorBuffer Value(TensorSpec output, ConstantSettings settings, List<Problem> problems)
    {
        var field = $"fallback.constant.outputs.{output.Name}";
        var value = new TensorBuffer(output.Type);
        if (!settings.Outputs.TryGetValue(output.Name, out var given))
            problems.Add(new Problem(field, $"the model has this output; give it a value of {output.Type}."));
        else if (!TryFill(value, given))
            problems.Add(new Problem(field, $"'{Convert.ToString(given, CultureInfo.InvariantCulture)}' does not fit the output, which is {output.Type}."));
        return value;
    }

    private static bool TryFill(TensorBuffer value, object given)
    {
        value.Reset([1]);
        if (value.Type == ElementType.Text)
        {
            if (given is not string text)
                return false;
            value.SetText(0, Encoding.UTF8.GetBytes(text));
            return true;
        }
        if (given is double other)
            return TensorConversion.TryConvert(Of(other), value);
        else if (given is long whole)
            return TensorConversion.TryConvert(Of(whole), value);
        else if (given is bool flag && value.Type == ElementType.Boolean)
            value.Elements<bool>()[0] = flag;
        else
            return false;
        return true;
    }

    private static TensorBuffer Of<T>(T given)
        where T : unmanaged
    {
        var buffer = new TensorBuffer(ElementTypes.Of<T>());
        buffer.Reset([1]);
        buffer.Elements<T>()[0] = given;
        return buffer;
    }
}
