using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Serving.Settings;

public sealed class SettingDifferenceTests
{
    private static string[] Differences(EndpointSettings from, EndpointSettings to) => [.. SettingDifference.Between(from, to).Select(difference => difference.ToString())];

    [Fact]
    public void Equal_settings_have_no_difference() => Assert.Empty(Differences(EndpointSettings.Default, new EndpointSettings()));

    [Fact]
    public void Every_key_that_differs_is_named_with_both_values()
    {
        var to = new EndpointSettings
        {
            Cache = new CacheSettings { Enabled = true },
            Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip },
            Fallback = new FallbackSettings { On = FallbackReasons.Timeout, Primary = new StepSettings { Timeout = TimeSpan.FromMilliseconds(20) } },
        };
        Assert.Equal(
            [
                "cache.enabled: false -> true", "guard.out_of_range: allow -> clip",
                "fallback.on: [limit_exceeded, timeout, failure, unavailable] -> [timeout]", "fallback.primary.timeout: none -> 20ms",
            ],
            Differences(EndpointSettings.Default, to));
        Assert.Contains("fallback.primary.timeout: 20ms -> none", Differences(to, EndpointSettings.Default));
    }

    [Fact]
    public void Step_that_comes_or_goes_is_on_or_off()
    {
        var to = new EndpointSettings
        {
            Fallback = new FallbackSettings
            {
                Previous = new StepSettings(),
                Rules = new RulesSettings { Outputs = new Dictionary<string, string> { ["p"] = "CASE WHEN a < 6 THEN 1 END" } },
                Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["p"] = 0.2 } },
            },
        };
        Assert.Equal(
            [
                "fallback.previous: off -> on", "fallback.rules: off -> on", "fallback.rules.outputs.p: none -> \"CASE WHEN a < 6 THEN 1 END\"",
                "fallback.constant: off -> on", "fallback.constant.outputs.p: none -> 0.2",
            ],
            Differences(EndpointSettings.Default, to));
        Assert.Equal("fallback.previous: on -> off", Differences(to, EndpointSettings.Default)[0]);
    }
}
