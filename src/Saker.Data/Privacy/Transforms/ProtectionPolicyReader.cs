using Saker.Data.Privacy.Anonymity;
using Saker.Data.Privacy.Detectors;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>From declared settings to a <see cref="ProtectionPolicy"/>.</summary>
internal static class ProtectionPolicyReader
{
    private static readonly string[] Kinds = [.. Enum.GetNames<ProtectionKind>().Select(name => name.ToLowerInvariant())];

    public static ProtectionPolicy Read(Settings settings)
    {
        var columns = settings.Section("columns");
        var rules = columns.Keys().ToDictionary(name => name, name => ReadRule(columns, name), StringComparer.Ordinal);
        var others = settings.Has("others") ? ReadRule(settings, "others") : null;
        settings.RejectUnknown();
        if (rules.Count == 0 && others is null)
            settings.Report("columns", "no column has a rule; write 'columns:' with one rule a column, or 'others:'.");
        return new ProtectionPolicy { Columns = rules, Others = others };
    }

    /// <summary>A rule is a word, or a mapping with the word under <c>do</c>.</summary>
    private static ProtectionRule ReadRule(Settings parent, string key)
    {
        if (parent.Value(key) is string word)
            return ReadWord(parent, key, word);
        var settings = parent.Section(key);
        var kind = ReadKind(settings, "do", settings.Text("do"));
        var rule = new ProtectionRule
        {
            Kind = kind,
            Types = settings.Has("types") ? settings.Texts("types") : null,
            KeepFirst = kind == ProtectionKind.Mask ? settings.Integer("keep_first", 0, 0, 1_000) : 0,
            KeepLast = kind == ProtectionKind.Mask ? settings.Integer("keep_last", 0, 0, 1_000) : 0,
            IsDeterministic = kind == ProtectionKind.Tokenise && settings.Flag("deterministic", false),
            Purpose = kind is ProtectionKind.Hash or ProtectionKind.Tokenise ? settings.OptionalText("purpose") : null,
            Key = kind is ProtectionKind.Hash or ProtectionKind.Tokenise && settings.OptionalText("key") is { } id ? new KeyId(id) : null,
        };
        if (kind == ProtectionKind.Generalise)
            rule = WithHierarchy(settings, rule);
        if (rule.Types is { Count: 0 })
            settings.Report("types", "no type is listed, so that the rule would find nothing and let everything through; list types, or leave 'types' out for whole cells.");
        foreach (var type in rule.Types ?? [])
            if (!SensitiveTypes.All.Contains(type))
                settings.Report("types", $"'{type}' is not a type; known are: {string.Join(", ", SensitiveTypes.All.Distinct())}.");
        settings.RejectUnknown();
        return rule;
    }

    private static ProtectionRule ReadWord(Settings parent, string key, string word)
    {
        var kind = ReadKind(parent, key, word);
        if (kind == ProtectionKind.Generalise)
            parent.Report(key, "'generalise' must say how: write a mapping, such as { do: generalise, interval: [10] }, with one of interval, date, prefix and taxonomy.");
        return new ProtectionRule { Kind = kind };
    }

    private static ProtectionRule WithHierarchy(Settings settings, ProtectionRule rule)
    {
        var hierarchy = HierarchyReader.Read(settings);
        return rule with { Hierarchy = hierarchy, Level = settings.Integer("level", 1, 1, hierarchy.LevelCount) };
    }

    private static ProtectionKind ReadKind(Settings settings, string key, string word)
    {
        // American spelling is as good.
        var found = Array.IndexOf(Kinds, word.Replace("ize", "ise", StringComparison.Ordinal));
        if (found < 0 && word.Length > 0)
            settings.Report(key, $"'{word}' is not known; use one of: {string.Join(", ", Kinds)}.");
        return found < 0 ? ProtectionKind.Drop : (ProtectionKind)found;
    }
}
