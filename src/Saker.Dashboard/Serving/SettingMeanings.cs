namespace Saker.Dashboard.Serving;

/// <summary>What each setting of an endpoint means, by its key, in a sentence.</summary>
internal static class SettingMeanings
{
    private static readonly Dictionary<string, string> s_texts = new(StringComparer.Ordinal)
    {
        ["batching.mode"] = "Whether requests share runs: auto measures whether that pays, on and off say it.",
        ["batching.max_rows"] = "The most rows of one run; a request with more runs alone.",
        ["batching.max_wait"] = "How long a request may wait for others to share its run.",
        ["queue.max_queued_calls"] = "The most requests that wait; further ones are refused with 429.",
        ["queue.max_queued_bytes"] = "The most bytes of inputs that wait.",
        ["queue.timeout"] = "How long a request may wait and run, unless it asks for less.",
        ["cache.enabled"] = "Whether answers are kept for equal requests.",
        ["cache.max_entries"] = "The most answers kept.",
        ["cache.max_bytes"] = "The most bytes of requests and answers kept.",
        ["cache.time_to_live"] = "How long an answer is good for.",
        ["guard.missing_input"] = "An input that the request does not have.",
        ["guard.extra_input"] = "An input that the model does not take.",
        ["guard.wrong_type"] = "A value of another type, such as a text where a number is needed.",
        ["guard.wrong_shape"] = "A tensor of another shape.",
        ["guard.missing_value"] = "A missing value where training saw none.",
        ["guard.not_finite"] = "An infinite number.",
        ["guard.out_of_range"] = "A number outside what training saw.",
        ["guard.unseen_category"] = "A text that training did not see.",
        ["guard.max_warnings"] = "The most warnings that one answer carries.",
        ["fallback.on"] = "The failures on which the next step is tried.",
        ["fallback.previous"] = "Whether the version before answers where this one does not.",
        ["fallback.rules"] = "Whether rules answer where no version does.",
        ["fallback.constant"] = "Whether a constant answers where nothing else does.",
        ["outputs"] = "What this step gives.",
        ["timeout"] = "After this the step has failed; null sets no limit of its own.",
        ["breaker.failure_ratio"] = "The share of failed requests from which the step is left out.",
        ["breaker.sampling_duration"] = "Over how long that share is taken.",
        ["breaker.minimum_throughput"] = "The fewest requests in that time from which it counts.",
        ["breaker.break_duration"] = "How long the step is left out before one request tries it again.",
    };

    /// <summary>Empty where nothing is to be said.</summary>
    public static string Of(string key) => s_texts.GetValueOrDefault(key)
        ?? s_texts.FirstOrDefault(pair => !pair.Key.StartsWith("fallback", StringComparison.Ordinal) && !pair.Key.StartsWith("queue", StringComparison.Ordinal) && key.StartsWith("fallback.", StringComparison.Ordinal) && key.EndsWith("." + pair.Key, StringComparison.Ordinal)).Value
        ?? "";
}
