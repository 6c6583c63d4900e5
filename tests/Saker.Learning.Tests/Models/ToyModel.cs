using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;

namespace Saker.Learning.Tests.Models;

/// <summary>A model of one number and one text; its probability is the number <c>chance</c>.</summary>
internal static class ToyModel
{
    public static readonly ClassLabels Labels = new("No", "Yes");

    public static Table Rows(params float[] chances) => new(
    [
        Column.Of<float>("chance", chances),
        Column.OfText("colour", [.. chances.Select((_, i) => i % 2 == 0 ? "red" : "blue")]),
    ]);

    public static FittedPreparation Preparation() =>
        new PreparationPlan { Steps = [new OneHot()] }.Fit(Rows(0.1f, 0.5f, 0.9f), ["chance", "colour"], CancellationToken.None);

    public static Signature Signature() => SignatureBuilder.From(Rows(0.1f, 0.5f, 0.9f), ["chance", "colour"], Labels);

    public static byte[] Bytes(double threshold = 0.5) => ModelGraph.Compose(Preparation(), new ToyClassifier(), threshold, Labels).ToBytes();

    public static ModelFolderContents Contents() => new()
    {
        Model = Bytes(),
        Signature = Signature(),
        Profile = """{"rows": 3}""",
        Evaluation = """{"roc_auc": 0.9}""",
        Card = "# Toy: größer\n",
        Checks = "- {check: not_null, column: chance}\n",
        InputExample = """{"columns": ["chance", "colour"], "data": [[0.1, "red"]]}""",
    };
}
