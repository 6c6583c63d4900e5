using Saker.Onnx.Gradients;

namespace Saker.Onnx.Training;

/// <summary>What training makes small: a number worked out of a model's predictions and of targets. <see cref="Losses"/> has those there are.</summary>
public sealed class Loss
{
    internal Loss(
        string name, ElementType targetType, Func<long[], long[]?> targetShape, Func<Emitter, string, string, string> emit, Func<Emitter, string, string, string, string>? weigh = null, string settings = "")
    {
        Name = name;
        Settings = settings;
        TargetType = targetType;
        TargetShape = targetShape;
        Emit = emit;
        Weigh = weigh;
    }

    public string Name { get; }

    /// <summary>What it was made with, such as <c>smoothing 0.1</c>; empty where there is nothing to set. Losses of one name and equal settings are equal.</summary>
    public string Settings { get; }

    /// <summary>What targets are.</summary>
    internal ElementType TargetType { get; }

    /// <summary>The targets' extents by those of the predictions; null where there are no targets.</summary>
    internal Func<long[], long[]?> TargetShape { get; }

    /// <summary>Adds the nodes that give the loss of predictions and targets.</summary>
    internal Func<Emitter, string, string, string> Emit { get; }

    /// <summary>Adds the nodes that give the loss of predictions, targets and a weight a row; null where rows cannot be weighed, because the loss is of several together.</summary>
    internal Func<Emitter, string, string, string, string>? Weigh { get; }

    /// <summary>Whether rows may count more or less, see <see cref="TrainingSettings.WeighsRows"/>.</summary>
    public bool CanWeighRows => Weigh is not null;

    public override string ToString() => Settings.Length == 0 ? Name : $"{Name} ({Settings})";
}
