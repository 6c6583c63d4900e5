using Saker.Data;
using Saker.Learning.Fairness;

namespace Saker.Learning.Tests.Fairness;

public sealed class FairnessSettingsTests
{
    [Fact]
    public void A_block_is_read_with_groups_limits_and_intersections()
    {
        var (plan, problems) = Read("""
            protected:
              - sex
              - {column: age, over: 25, privileged: over 25}
              - {columns: [sex, {column: age, edges: [25, 45]}]}
            limits:
              statistical_parity_difference: 0.1
              disparate_impact: [0.8, 1.25]
              demographic_parity_ratio: 0.8
            intersections: none
            favourable: good
            min_group: 50
            """);

        Assert.Empty(problems);
        Assert.Equal(["sex", "age", "sex and age"], plan.Protected.Select(attribute => attribute.Name));
        Assert.Equal("over 25", plan.Protected[1].Privileged);
        Assert.Equal([25, 45], plan.Protected[2].Columns[1].Edges);
        Assert.Equal(new FairnessLimit(-0.1, 0.1), plan.Limits[MeasureName.StatisticalParityDifference]);
        Assert.Equal(new FairnessLimit(0.8, 1.25), plan.Limits[MeasureName.DisparateImpact]);
        Assert.Equal(new FairnessLimit(0.8, 1), plan.Limits[MeasureName.DemographicParityRatio]);
        Assert.Equal((Intersections.None, "good", 50), (plan.Intersections, plan.Favourable, plan.MinGroupSize));
    }

    [Theory]
    [InlineData("sex", "sex")]
    [InlineData("{column: age, over: 25}", "age>25")]
    [InlineData("{column: age, edges: [25, 45.5], privileged: under 25}", "age[25;45.5]=under 25")]
    [InlineData("{columns: [sex, {column: age, edges: [80]}]}", "sex*age[80]")]
    public void An_attribute_says_all_that_decides_its_groups(string written, string said) =>
        Assert.Equal(said, Assert.Single(Read($"protected: [{written}]").Plan.Protected).ToString());

    [Fact]
    public void Everything_that_is_not_understood_is_told_with_its_place()
    {
        var (_, problems) = Read("""
            protected: [sex, sex, 3, {column: age, over: 25, edges: [2, 1]}, {columns: [a]}, {colum: a}]
            limits: {disparate_impct: 0.8, theil_index: -1, disparate_impact: [1, 0.5]}
            intersections: some
            min_group: 0
            unknown: 1
            """);

        Assert.Equal(
            ["fairness.protected[1]", "fairness.protected[2]", "fairness.protected[3].over", "fairness.protected[3].edges", "fairness.protected[4].columns", "fairness.protected[5].column",
                "fairness.protected[5].colum", "fairness.limits.disparate_impct", "fairness.limits.theil_index", "fairness.limits.disparate_impact", "fairness.intersections", "fairness.min_group", "fairness.unknown"],
            problems.Select(problem => problem.Field));
        Assert.Contains("Did you mean 'disparate_impact'?", problems.Single(problem => problem.Field == "fairness.limits.disparate_impct").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_without_an_attribute_is_a_problem() => Assert.Equal("fairness.protected", Read("level: 0.9").Problems.Single().Field);

    [Theory]
    [InlineData("sex", "sex", null)]
    [InlineData("age>25", "age", null)]
    [InlineData("sex*age>25=f, over 25", "sex and age", "f, over 25")]
    public void A_command_line_says_an_attribute_in_one_word(string text, string name, string? privileged)
    {
        var attribute = ProtectedAttribute.Parse(text);
        Assert.Equal((name, privileged, text), (attribute.Name, attribute.Privileged, attribute.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("age>old")]
    [InlineData("sex*")]
    [InlineData("sex=")]
    public void What_says_no_attribute_is_refused(string text) => Assert.Equal("protected", Assert.Throws<SakerException>(() => ProtectedAttribute.Parse(text)).Field);

    private static (FairnessPlan Plan, List<Problem> Problems) Read(string yaml)
    {
        var problems = new List<Problem>();
        return (FairnessSettings.Read(new Settings(YamlText.Parse(yaml).Values, "fairness", problems)), problems);
    }
}
