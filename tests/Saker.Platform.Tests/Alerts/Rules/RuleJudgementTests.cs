using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Tests.Alerts.Rules;

/// <summary>What an alert says: values in their signal's unit, as people read it.</summary>
public sealed class RuleJudgementTests
{
    [Theory]
    [InlineData("share", 0.33349, 0.2, "errors.rate is 33.3%, above 20%.")]
    [InlineData("seconds", 0.000514, 0.0001, "errors.rate is 514 \u00b5s, above 100 \u00b5s.")]
    [InlineData("seconds", 0.2515, 0.25, "errors.rate is 251.5 ms, above 250 ms.")]
    [InlineData("seconds", 700, 600, "errors.rate is 700 s, above 600 s.")]
    [InlineData("per_second", 12.34, 10, "errors.rate is 12.3 per second, above 10 per second.")]
    [InlineData("score", 0.71234, 0.7, "errors.rate is 0.712, above 0.7.")]
    [InlineData("", 0.00005, 0, "errors.rate is 5e-5, above 0.")]
    public void Values_are_told_in_their_unit(string unit, double value, double above, string expected)
    {
        var rule = new AlertRule { Name = "errors", Kind = RuleKind.Threshold, Signal = "errors.rate", Unit = unit, Above = above, Body = new Dictionary<string, object?>() };
        var signal = new Signal { Name = "errors.rate", Endpoint = "churn", Value = value, At = DateTimeOffset.UnixEpoch };

        Assert.Equal($"churn: {expected}", RuleJudgement.Describe(rule, signal, history: null));
    }
}
