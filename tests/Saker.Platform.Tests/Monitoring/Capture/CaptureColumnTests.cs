using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Monitoring.Capture;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>Which columns are captured of what a model gives.</summary>
public sealed class CaptureColumnTests
{
    [Theory]
    [InlineData("score", new[] { "label", "score", "probability_a", "probability_b" })]
    // A table has each name once.
    [InlineData("probability_a", new[] { "label", "probability_a" })]
    public void Probabilities_of_single_classes_are_captured_where_no_output_has_their_names(string other, string[] expected)
    {
        var signature = ToyChurn.Signature with
        {
            Outputs =
            [
                new SignatureColumn(ModelGraph.LabelName, ColumnType.Text) { Categories = ["a", "b"] },
                new SignatureColumn(ModelGraph.ProbabilitiesName, ColumnType.Float32) { Shape = [-1, 2] },
                new SignatureColumn(other, ColumnType.Float32),
            ],
        };
        TensorSpec[] outputs = [new(ModelGraph.LabelName, ElementType.Text, [-1]), new(ModelGraph.ProbabilitiesName, ElementType.Float32, [-1, 2]), new(other, ElementType.Float32, [-1])];

        Assert.Equal(expected, CaptureColumn.Of(signature, outputs).SelectMany(column => column.Names));
    }
}
