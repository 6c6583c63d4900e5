using Saker.Onnx.Attribution;
using Saker.Onnx.Editing;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;

namespace Saker.Onnx.Compression;

/// <summary>
/// Trains a small model to answer as a large one does (Hinton, Vinyals and Dean 2015): the teacher runs on each batch, and the student follows its logits, softened by a
/// temperature. Where a model ends in a softmax, logits are what went into it. Rows need no answers. Not thread-safe.
/// </summary>
public sealed class DistillationSession : IDisposable
{
    private readonly OnnxSession _teacher;
    private readonly TrainingSession _student;

    /// <param name="teacher">The large model; it is left as it is.</param>
    /// <param name="student">The small one; its inputs are the teacher's.</param>
    /// <param name="settings">How the student is trained; its loss is left aside.</param>
    /// <param name="temperature">By what logits are divided, above 0; larger tells more of the classes that are not chosen. Null where the models give numbers: the student follows these by their squares.</param>
    /// <exception cref="OnnxException">The student cannot be trained, or the teacher cannot be run.</exception>
    public DistillationSession(OnnxModel teacher, OnnxModel student, TrainingSettings settings, float? temperature = 4)
    {
        if (temperature is { } given && !(given > 0))
            throw new OnnxException($"A temperature is above 0; {temperature} was asked for.");
        _student = new TrainingSession(student, settings with { Loss = temperature is { } soft ? Losses.Distillation(soft) : Losses.MeanSquared(), Output = GradientInputs.Logits(student, settings.Output) });
        try
        {
            _teacher = new OnnxSession(teacher.Cut([GradientInputs.Logits(teacher, settings.Output)]));
        }
        catch
        {
            _student.Dispose();
            throw;
        }
    }

    /// <summary>Whether an output is of classes: a softmax gives it. Other outputs, also those of several numbers, are followed as numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output; the first where null.</param>
    public static bool IsOfClasses(OnnxModel model, string? output = null)
    {
        var (given, nodes) = (GradientInputs.Output(model, output), model.Proto.Graph.Node);
        while (nodes.FirstOrDefault(node => node.Output.Contains(given)) is { OpType: "Identity" } copy && copy.IsStandard())
            given = copy.Input[0];
        return nodes.FirstOrDefault(node => node.Output.Contains(given)) is { OpType: "Softmax" or "LogSoftmax" } last && last.IsStandard();
    }

    /// <summary>The student's training, for checkpoints and the like.</summary>
    public TrainingSession Student => _student;

    /// <summary>Moves the student towards the teacher's answers to a batch.</summary>
    /// <param name="batch">A tensor for each input, with as many rows as a batch of the student has.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="OnnxException">Inputs do not fit, the student gives another number of classes than the teacher, or the loss is not finite.</exception>
    public float Step(IReadOnlyDictionary<string, Tensor> batch, float rate)
    {
        foreach (var spec in _student.Inputs.Where(spec => spec.Name != _student.Target))
            Fill(spec, batch.GetValueOrDefault(spec.Name) ?? throw new OnnxException($"Input '{spec}' is missing."));
        var wanted = _teacher.Run(batch)[0].Span<float>();
        var target = _student.Input<float>(_student.Target);
        if (wanted.Length != target.Length)
            throw new OnnxException($"The teacher gives {wanted.Length} logits for a batch and the student {target.Length}; both need the same classes.");
        wanted.CopyTo(target);
        return _student.Step(rate);
    }

    /// <summary>The student as it is now.</summary>
    public OnnxModel ToModel() => _student.ToModel();

    public void Dispose()
    {
        _teacher.Dispose();
        _student.Dispose();
    }

    private void Fill(TensorSpec spec, Tensor given)
    {
        if (given.Type != spec.Type || !given.Shape.SequenceEqual(spec.Shape))
            throw new OnnxException($"Input '{spec}' was given {given.Type}[{string.Join(", ", given.Shape)}].");
        switch (spec.Type)
        {
            case ElementType.Float32:
                given.Span<float>().CopyTo(_student.Input<float>(spec.Name));
                break;
            case ElementType.Float64:
                given.Span<double>().CopyTo(_student.Input<double>(spec.Name));
                break;
            case ElementType.Int64:
                given.Span<long>().CopyTo(_student.Input<long>(spec.Name));
                break;
            case ElementType.Int32:
                given.Span<int>().CopyTo(_student.Input<int>(spec.Name));
                break;
            case ElementType.Boolean:
                given.Span<bool>().CopyTo(_student.Input<bool>(spec.Name));
                break;
            default:
                throw new OnnxException($"Input '{spec}' is of a type that distillation does not feed; give Float32, Float64, Int64, Int32 or Boolean.");
        }
    }
}
