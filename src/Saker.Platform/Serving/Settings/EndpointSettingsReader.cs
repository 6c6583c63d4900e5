using DurationText = Saker.Data.DurationText;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Serving.Settings;

/// <summary>Reads settings of an endpoint from what a user declared; reports every problem and never throws.</summary>
internal sealed class EndpointSettingsReader(KeyStyle style)
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public EndpointSettings Read(Values all)
    {
        var settings = new EndpointSettings
        {
            Batching = Batching(all.Section(Key("batching"))),
            Queue = Queue(all.Section(Key("queue"))),
            Cache = Cache(all.Section(Key("cache"))),
            Guard = Guard(all.Section(Key("guard"))),
            Fallback = Fallback(all.Section(Key("fallback"))),
        };
        all.RejectUnknown();
        return settings;
    }

    private BatchingSettings Batching(Values from)
    {
        var standard = new BatchingSettings();
        var read = new BatchingSettings
        {
            Mode = Choice(from, "mode", standard.Mode),
            MaxRows = from.Integer(Key("max_rows"), standard.MaxRows, 1, 65_536),
            MaxWait = Duration(from, "max_wait", TimeSpan.Zero, TimeSpan.FromSeconds(10)) ?? standard.MaxWait,
        };
        from.RejectUnknown();
        return read;
    }

    private QueueSettings Queue(Values from)
    {
        var standard = new QueueSettings();
        var read = new QueueSettings
        {
            MaxQueuedCalls = from.Integer(Key("max_queued_calls"), standard.MaxQueuedCalls, 1, 1_000_000),
            MaxQueuedBytes = SizeText.Read(from, Key("max_queued_bytes"), 1L << 10, 1L << 40) ?? standard.MaxQueuedBytes,
            Timeout = Duration(from, "timeout", Millisecond, Hour) ?? standard.Timeout,
        };
        from.RejectUnknown();
        return read;
    }

    private CacheSettings Cache(Values from)
    {
        var standard = new CacheSettings();
        var read = new CacheSettings
        {
            Enabled = from.Flag(Key("enabled"), standard.Enabled),
            MaxEntries = from.Integer(Key("max_entries"), standard.MaxEntries, 1, 10_000_000),
            MaxBytes = SizeText.Read(from, Key("max_bytes"), 1L << 10, 1L << 40) ?? standard.MaxBytes,
            TimeToLive = Duration(from, "time_to_live", Millisecond, TimeSpan.FromDays(30)) ?? standard.TimeToLive,
        };
        from.RejectUnknown();
        return read;
    }

    private GuardSettings Guard(Values from)
    {
        var standard = new GuardSettings();
        var read = new GuardSettings
        {
            MissingInput = Choice(from, "missing_input", standard.MissingInput),
            ExtraInput = Choice(from, "extra_input", standard.ExtraInput),
            WrongType = Choice(from, "wrong_type", standard.WrongType),
            WrongShape = Choice(from, "wrong_shape", standard.WrongShape),
            MissingValue = Choice(from, "missing_value", standard.MissingValue),
            NotFinite = Choice(from, "not_finite", standard.NotFinite),
            OutOfRange = Choice(from, "out_of_range", standard.OutOfRange),
            UnseenCategory = Choice(from, "unseen_category", standard.UnseenCategory),
            MaxWarnings = from.Integer(Key("max_warnings"), standard.MaxWarnings, 0, 10_000),
        };
        from.RejectUnknown();
        return read;
    }

    private FallbackSettings Fallback(Values from)
    {
        var read = new FallbackSettings
        {
            On = Reasons(from),
            Primary = Step(from.Section(Key("primary"))),
            Previous = from.Has(Key("previous")) ? Step(from.Section(Key("previous"))) : null,
            Rules = from.Has(Key("rules")) ? Rules(from.Section(Key("rules"))) : null,
            Constant = from.Has(Key("constant")) ? Constant(from.Section(Key("constant"))) : null,
        };
        from.RejectUnknown();
        return read;
    }

    private FallbackReasons Reasons(Values from)
    {
        if (!from.Has(Key("on")))
        {
            from.Texts(Key("on"));
            return FallbackReasons.All;
        }
        var reasons = FallbackReasons.None;
        foreach (var text in from.Texts(Key("on")))
        {
            if (EnumText.Find<FallbackReasons>(text) is { } reason)
                reasons |= reason;
            else
                from.Report(Key("on"), $"'{text}' is not known; use some of: {string.Join(", ", EnumText.Names<FallbackReasons>())}.");
        }
        return reasons;
    }

    private StepSettings Step(Values from)
    {
        var step = StepOf(from);
        from.RejectUnknown();
        return step;
    }

    private StepSettings StepOf(Values from) => new()
    {
        Timeout = Duration(from, "timeout", TimeSpan.FromMilliseconds(10), Hour),
        Breaker = Breaker(from.Section(Key("breaker"))),
    };

    private BreakerSettings Breaker(Values from)
    {
        var (standard, least) = (new BreakerSettings(), TimeSpan.FromMilliseconds(500));
        var read = new BreakerSettings
        {
            FailureRatio = from.Number(Key("failure_ratio"), standard.FailureRatio, 0.001, 1),
            SamplingDuration = Duration(from, "sampling_duration", least, Hour) ?? standard.SamplingDuration,
            MinimumThroughput = from.Integer(Key("minimum_throughput"), standard.MinimumThroughput, 2, 1_000_000),
            BreakDuration = Duration(from, "break_duration", least, Hour) ?? standard.BreakDuration,
        };
        from.RejectUnknown();
        return read;
    }

    private RulesSettings Rules(Values from)
    {
        var outputs = from.Section(Key("outputs"));
        var expressions = outputs.Keys().ToDictionary(name => name, outputs.Text, StringComparer.Ordinal);
        if (expressions.Count == 0)
            from.Report(Key("outputs"), "rules need a SQL expression for every output of the model, such as 'probability: \"CASE WHEN tenure < 6 THEN 0.6 ELSE 0.2 END\"'.");
        var rules = new RulesSettings { Outputs = expressions, Step = StepOf(from) };
        from.RejectUnknown();
        return rules;
    }

    private ConstantSettings Constant(Values from)
    {
        var outputs = from.Section(Key("outputs"));
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in outputs.Keys())
        {
            if (outputs.Value(name) is { } value and (string or bool or long or double) && value is not double.NaN and not double.PositiveInfinity and not double.NegativeInfinity)
                values.Add(name, value);
            else
                outputs.Report(name, "a text, a finite number, true or false is needed here.");
        }
        if (values.Count == 0)
            from.Report(Key("outputs"), "the constant needs a value for every output of the model, such as 'probability: 0.2'.");
        from.RejectUnknown();
        return new ConstantSettings { Outputs = values };
    }

    private string Key(string key) => style.Key(key);

    private TimeSpan? Duration(Values from, string key, TimeSpan min, TimeSpan max) => DurationText.Read(from, Key(key), min, max);

    private T Choice<T>(Values from, string key, T standard)
        where T : struct, Enum => EnumText.Read(from, Key(key), standard);
}
