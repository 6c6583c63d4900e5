using Saker.Learning.Models;

namespace Saker.Learning.Tests.Models;

public sealed class ModelCardTests
{
    [Fact]
    public void A_card_tells_data_scores_columns_and_limits()
    {
        var card = ModelCard.Write(Facts());

        Assert.Contains("trained on 80 rows, measured on 20 rows", card, StringComparison.Ordinal);
        Assert.Contains("| ROC AUC | 0.8466 |", card, StringComparison.Ordinal);
        Assert.Contains("| chance | float32 | 0.1 to 0.9 |", card, StringComparison.Ordinal);
        Assert.Contains("| colour | text | blue, red |", card, StringComparison.Ordinal);
        Assert.Contains("Said by the fit: did not converge", card, StringComparison.Ordinal);
        Assert.Equal(card, ModelCard.Write(Facts()));
        Assert.DoesNotContain('\r', card);
    }

    [Fact]
    public void Names_from_data_cannot_change_the_page()
    {
        var card = ModelCard.Write(Facts() with { Name = "a\n# b|c<script>", Dataset = "[x](y)" });

        Assert.StartsWith("# a \\# b\\|c\\<script\\>\n", card, StringComparison.Ordinal);
        Assert.Contains("\\[x\\](y)", card, StringComparison.Ordinal);
    }

    private static ModelCardFacts Facts() => new()
    {
        Name = "churn",
        Trainer = "Logistic regression",
        Target = "Churn",
        Labels = ToyModel.Labels,
        Threshold = 0.5,
        Dataset = "churn",
        DatasetHash = "abc",
        TrainingRowCount = 80,
        TestRowCount = 20,
        Scores = [new("ROC AUC", 0.84657), new("F1", 0.6)],
        Signature = ToyModel.Signature(),
        Warnings = ["did not converge"],
    };
}
