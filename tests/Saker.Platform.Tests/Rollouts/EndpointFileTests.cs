using Saker.Data;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Rollouts;

public sealed class EndpointFileTests
{
    [Fact]
    public void A_file_says_how_an_endpoint_serves_and_how_versions_come_to_it()
    {
        var file = EndpointFile.ReadYaml(
            """
            queue:
              timeout: 5s
            rollout:
              strategy: canary
              steps: [10, 50]
              max_wait: 2d
            """);

        Assert.Equal(TimeSpan.FromSeconds(5), file.Settings.Queue.Timeout);
        Assert.Equal((RolloutKind.Canary, TimeSpan.FromDays(2)), (file.Rollout!.Strategy, file.Rollout.MaxWait));
        Assert.Null(EndpointFile.ReadYaml("queue: {timeout: 5s}").Rollout);
        Assert.Equal(EndpointSettings.Default, EndpointFile.ReadYaml(" ").Settings);
    }

    [Fact]
    public void All_problems_of_both_parts_are_told_with_their_lines()
    {
        var refused = Assert.Throws<SakerException>(() => EndpointFile.ReadYaml("queue:\n  timeoutt: 5s\nrollout:\n  steps: [50, 10]\n  color: red\n"));

        Assert.Contains(refused.Problems, problem => problem.Field.Contains("line 2, queue.timeoutt", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Field.Contains("rollout.steps", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Field.Contains("line 5, rollout.color", StringComparison.Ordinal));
    }

    [Fact]
    public void Times_of_a_rollout_that_do_not_fit_are_told_with_their_line()
    {
        var refused = Assert.Throws<SakerException>(() => EndpointFile.ReadYaml("rollout:\n  strategy: canary\n  max_duration: 1m\n"));
        Assert.Equal("line 3, rollout.max_duration", Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public void Settings_of_a_rollout_may_stand_under_their_key_alone()
    {
        Assert.Equal(RolloutKind.Shadow, RolloutSettingsText.ReadYaml("rollout:\n  strategy: shadow\n").Strategy);
        var refused = Assert.Throws<SakerException>(() => RolloutSettingsText.ReadYaml("rollout:\n  colour: red\n"));
        Assert.Contains("line 2", refused.Problems[0].Field, StringComparison.Ordinal);
    }
}
