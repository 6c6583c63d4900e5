using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Settings;

public sealed class EndpointSettingsTextTests
{
    private static readonly EndpointSettings Every = new()
    {
        Batching = new BatchingSettings { Mode = BatchingMode.Off, MaxRows = 17, MaxWait = TimeSpan.FromMicroseconds(250) },
        Queue = new QueueSettings { MaxQueuedCalls = 3, Timeout = TimeSpan.FromMilliseconds(1500) },
        Cache = new CacheSettings { Enabled = true, MaxEntries = 5, MaxBytes = 123_457, TimeToLive = TimeSpan.FromHours(30) },
        Guard = new GuardSettings { MissingInput = GuardPolicy.Warn, OutOfRange = GuardPolicy.Clip, UnseenCategory = GuardPolicy.Allow, MaxWarnings = 0 },
        Fallback = new FallbackSettings
        {
            On = FallbackReasons.Timeout | FallbackReasons.LimitExceeded,
            Primary = new StepSettings { Timeout = TimeSpan.FromMilliseconds(20), Breaker = new BreakerSettings { FailureRatio = 0.125, BreakDuration = TimeSpan.FromMinutes(2) } },
            Previous = new StepSettings(),
            Rules = new RulesSettings { Outputs = new Dictionary<string, string> { ["label"] = "CASE WHEN \"x y\" < 3 THEN 'a: #b' ELSE 'Ä' END", ["p"] = "1" }, Step = new StepSettings { Timeout = TimeSpan.FromSeconds(1) } },
            Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["label"] = "No", ["p"] = 0.2, ["n"] = 3L, ["flag"] = true, ["text"] = "3" } },
        },
    };

    [Fact]
    public void Settings_survive_both_forms()
    {
        foreach (var settings in new[] { new EndpointSettings(), Every })
        {
            Assert.Equal(settings, EndpointSettingsText.ReadYaml(EndpointSettingsText.WriteYaml(settings)));
            Assert.Equal(settings, EndpointSettingsText.ReadJson(EndpointSettingsText.WriteJson(settings)));
            settings.Validate();
        }
    }

    [Fact]
    public void Nothing_said_is_the_default()
    {
        Assert.Equal(EndpointSettings.Default, EndpointSettingsText.ReadYaml(""));
        Assert.Equal(EndpointSettings.Default, EndpointSettingsText.ReadJson("{}"u8.ToArray()));
        Assert.False(EndpointSettings.Default.Fallback.IsOn);
    }

    [Fact]
    public void Every_problem_is_named_with_its_line_and_key()
    {
        var failure = Assert.Throws<SakerException>(() => EndpointSettingsText.ReadYaml("""
            batching: {mode: sometimes, max_rows: 0}
            cache:
              time_to_live: soon
              maxBytes: 3
            fallback:
              on: [boredom]
              primary: {timeout: 0s, breaker: {failure_ratio: 2}}
              rules: {}
            """));
        Assert.Equal(
            [
                "line 1, batching.mode", "line 1, batching.max_rows", "line 3, cache.time_to_live", "line 4, cache.maxBytes", "line 6, fallback.on",
                "line 7, fallback.primary.timeout", "line 7, fallback.primary.breaker.failure_ratio",
            ],
            failure.Problems.Select(problem => problem.Field).Take(7));
        Assert.Contains(failure.Problems, problem => problem.Field == "line 8, fallback.rules.outputs");
    }

    [Fact]
    public void Json_keys_are_spelled_as_json_does()
    {
        var json = Encoding.UTF8.GetString(EndpointSettingsText.WriteJson(Every));
        Assert.Contains("\"maxRows\":17", json);
        Assert.Contains("\"maxWait\":\"250us\"", json);
        Assert.Contains("\"x y\\\"", json);
        Assert.Throws<SakerException>(() => EndpointSettingsText.ReadJson("""{"batching":{"max_rows":3}}"""u8.ToArray()));
        Assert.Throws<SakerException>(() => EndpointSettingsText.ReadJson("[]"u8.ToArray()));
        Assert.Throws<SakerException>(() => EndpointSettingsText.ReadJson("{"u8.ToArray()));
    }

    [Fact]
    public void Any_text_and_number_of_a_constant_survives() => Prop.ForAll<NonNull<string>, double>((text, number) =>
    {
        if (!double.IsFinite(number) || text.Get.Any(c => char.IsSurrogate(c) || c == '\uFFFE' || c == '\uFFFF'))
            return;
        var settings = new EndpointSettings { Fallback = new FallbackSettings { Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["text"] = text.Get, ["number"] = number, ["a b"] = 1L } } } };
        var yaml = EndpointSettingsText.ReadYaml(EndpointSettingsText.WriteYaml(settings)).Fallback.Constant!.Outputs;
        var json = EndpointSettingsText.ReadJson(EndpointSettingsText.WriteJson(settings)).Fallback.Constant!.Outputs;
        Assert.Equal((text.Get, number), ((string)yaml["text"], Convert.ToDouble(yaml["number"])));
        Assert.Equal((text.Get, number), ((string)json["text"], Convert.ToDouble(json["number"])));
    }).Hold();

    [Theory]
    [InlineData("250us", 2_500)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("2 ms", 20_000)]
    [InlineData("3", 30_000_000)]
    [InlineData("0.5", 5_000_000)]
    public void Durations_are_read_as_people_write_them(string text, long ticks) =>
        Assert.Equal(ticks, EndpointSettingsText.ReadYaml($"batching: {{max_wait: {text}}}").Batching.MaxWait.Ticks);
}
