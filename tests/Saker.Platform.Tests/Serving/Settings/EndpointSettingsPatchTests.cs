using System.Text;
using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Serving.Settings;

public sealed class EndpointSettingsPatchTests
{
    private static readonly EndpointSettings Set = new()
    {
        Cache = new CacheSettings { Enabled = true, MaxEntries = 7 },
        Fallback = new FallbackSettings { Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["label"] = "No", ["p"] = 0.2 } } },
    };

    [Fact]
    public void Only_what_is_given_changes_and_null_is_the_default()
    {
        var changed = EndpointSettingsPatch.ReadJson("""{"cache":{"maxEntries":null,"timeToLive":"1h"},"guard":{"outOfRange":"clip"}}"""u8.ToArray()).Apply(Set);

        Assert.Equal(Set with { Cache = new CacheSettings { Enabled = true, TimeToLive = TimeSpan.FromHours(1) }, Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } }, changed);
        Assert.Equal(EndpointSettings.Default, EndpointSettingsPatch.ReadYaml("cache: null\nfallback: null").Apply(Set));
        Assert.Equal(Set, EndpointSettingsPatch.ReadYaml("").Apply(Set));
        Assert.Equal(Set, EndpointSettingsPatch.ReadJson("{}"u8.ToArray()).Apply(Set));
    }

    [Fact]
    public void Outputs_are_changed_one_by_one()
    {
        var changed = EndpointSettingsPatch.ReadYaml("fallback: {constant: {outputs: {label: null, p: 0.5}}}").Apply(Set);

        Assert.Equal(new Dictionary<string, object> { ["p"] = 0.5 }, changed.Fallback.Constant!.Outputs);
    }

    [Fact]
    public void Every_problem_is_named_with_its_line()
    {
        var failure = Assert.Throws<SakerException>(() => EndpointSettingsPatch.ReadYaml("guard: {nope: null}\nqueue:\n  timeout: never\ncache: 3").Apply(Set));

        Assert.Equal(["line 1, guard.nope", "line 3, queue.timeout", "line 4, cache"], failure.Problems.Select(problem => problem.Field).Order());
    }

    [Theory]
    [InlineData("guard.out_of_range=clip", """{"guard":{"outOfRange":"clip"}}""")]
    [InlineData("cache.enabled=true", """{"cache":{"enabled":true}}""")]
    [InlineData("cache.enabled=", """{"cache":{"enabled":null}}""")]
    [InlineData("batching.max_rows = 128", """{"batching":{"maxRows":128}}""")]
    [InlineData("fallback.on=[timeout, failure]", """{"fallback":{"on":["timeout","failure"]}}""")]
    [InlineData("fallback.previous={}", """{"fallback":{"previous":{}}}""")]
    [InlineData("fallback.constant.outputs.a_b.c=0.2", """{"fallback":{"constant":{"outputs":{"a_b.c":0.2}}}}""")]
    [InlineData("fallback.constant.outputs={max_rows: 1}", """{"fallback":{"constant":{"outputs":{"max_rows":1}}}}""")]
    [InlineData("fallback.rules.outputs.p=CASE WHEN a = 'x: #1' THEN 1 ELSE 0 END", """{"fallback":{"rules":{"outputs":{"p":"CASE WHEN a = 'x: #1' THEN 1 ELSE 0 END"}}}}""")]
    [InlineData("fallback.rules.outputs.p=\"a b\" > 1", """{"fallback":{"rules":{"outputs":{"p":"\"a b\" > 1"}}}}""")]
    [InlineData("fallback.constant.outputs.p=\"3\"", """{"fallback":{"constant":{"outputs":{"p":"3"}}}}""")]
    public void Assignment_is_read_as_yaml_and_sent_as_json(string assignment, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(EndpointSettingsPatch.OfAssignments([assignment]).ToJson()));

    [Fact]
    public void Several_assignments_are_one_patch_and_the_last_counts()
    {
        var patch = EndpointSettingsPatch.OfAssignments(["cache.enabled=false", "cache.max_entries=9", "cache.enabled=true", "guard.extra_input=warn"]);

        Assert.Equal("""{"cache":{"enabled":true,"maxEntries":9},"guard":{"extraInput":"warn"}}""", Encoding.UTF8.GetString(patch.ToJson()));
    }

    [Fact]
    public void What_is_no_assignment_is_named()
    {
        var failure = Assert.Throws<SakerException>(() => EndpointSettingsPatch.OfAssignments(["cache", "=3", "a..b=1", "queue.timeout=[", "cache.enabled=true"]));

        Assert.Equal(["cache", "=3", "a..b=1", "queue.timeout"], failure.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("{\"guard\":{\"outOfRange\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void Json_that_is_broken_is_refused_and_not_a_fault(string json)
    {
        Assert.Throws<SakerException>(() => EndpointSettingsText.ReadJson(Encoding.UTF8.GetBytes(json)));
        Assert.Throws<SakerException>(() => EndpointSettingsText.ReadJson((byte[])[(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}']));
    }
}
