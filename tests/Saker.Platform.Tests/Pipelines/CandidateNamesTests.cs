using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class CandidateNamesTests
{
    [Fact]
    public void Candidates_of_one_trainer_are_told_apart_by_number_and_by_the_settings_that_differ()
    {
        var candidates = CandidateNames.Of([new GradientBoosting { Trees = 20 }, new LogisticRegression(), new GradientBoosting { Trees = 30 }]);

        Assert.Equal(["gradient_boosting", "logistic_regression", "gradient_boosting_2"], candidates.Select(candidate => candidate.Name));
        Assert.Equal(["Gradient boosting 1, trees 20", "Logistic regression", "Gradient boosting 2, trees 30"], candidates.Select(candidate => candidate.Title));
    }

    [Fact]
    public void A_candidate_that_repeats_another_is_warned_of()
    {
        var warning = Assert.Single(CandidateNames.DescribeRepeated([new GradientBoosting { Trees = 20 }, new LogisticRegression(), new GradientBoosting { Trees = 30 }, new GradientBoosting { Trees = 20 }]));

        Assert.StartsWith("candidates[3] is the same as candidates[0]", warning, StringComparison.Ordinal);
    }
}
