using Saker.Learning.Explanation;
using Saker.Platform.Serving;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http.Rows;

/// <summary>What an answer says beside its values: who gave it and why, for which arm of a split, and what was let pass or replaced of the inputs. Nothing on most answers.</summary>
internal static class AnswerNotes
{
    /// <summary>Writes <c>,"step":...,"reason":...,"warnings":[...]</c> as further members of an answer's object.</summary>
    public static void WriteMembers(ref JsonText json, InferCall call)
    {
        if (call.Source is { } source)
        {
            Write(ref json, ",\"step\":\""u8, source.Step);
            if (source.Reason is not null)
                Write(ref json, ",\"reason\":\""u8, source.Reason);
        }
        if (call.ArmName is { } arm)
            Write(ref json, ",\"arm\":\""u8, arm);
        if (call.IsFromCache)
            json.Raw(",\"cached\":true"u8);
        if (call.Explanation is { } explanation)
        {
            json.Raw(",\"explanation\":"u8);
            json.Raw(ExplanationJson.ToUtf8(explanation));
        }
        else if (call.ExplanationMissing is { } missing)
        {
            Write(ref json, ",\"explanation\":{\"missing\":\""u8, missing);
            json.Raw((byte)'}');
        }
        var warnings = call.Report.Warnings;
        if (warnings.Count == 0)
            return;
        json.Raw(",\"warnings\":["u8);
        for (var i = 0; i < warnings.Count; i++)
        {
            json.Raw(i == 0 ? "{"u8 : ",{"u8);
            if (warnings[i].Row is { } row)
            {
                json.Raw("\"row\":"u8);
                json.Number(row);
                json.Raw((byte)',');
            }
            Write(ref json, "\"field\":\""u8, warnings[i].Field);
            Write(ref json, ",\"message\":\""u8, warnings[i].Message);
            json.Raw((byte)'}');
        }
        json.Raw((byte)']');
    }

    /// <summary>Writes them as Open Inference parameters, <c>,"parameters":{...}</c>: warnings are one text there, a line each.</summary>
    public static void WriteParameters(ref JsonText json, InferCall call)
    {
        var isFirst = true;
        foreach (var (name, value) in Parameters(call))
        {
            json.Raw(isFirst ? ",\"parameters\":{\""u8 : ",\""u8);
            json.Escaped(name);
            Write(ref json, "\":\""u8, value);
            isFirst = false;
        }
        if (!isFirst)
            json.Raw((byte)'}');
    }

    /// <summary>As Open Inference parameters, all of them texts.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(InferCall call) => call.Source is null && call.Split is null && !call.IsFromCache && !call.WantsExplanation && call.Report.Warnings.Count == 0 ? [] : Notes(call);

    private static IEnumerable<(string Name, string Value)> Notes(InferCall call)
    {
        if (call.Source is { } source)
        {
            yield return ("saker_step", source.Step);
            if (source.Reason is not null)
                yield return ("saker_reason", source.Reason);
        }
        if (call.ArmName is { } arm)
            yield return ("saker_arm", arm);
        if (call.IsFromCache)
            yield return ("saker_cache", "hit");
        if (call.Explanation is { } explanation)
            yield return ("saker_explanation", ExplanationJson.ToText(explanation));
        else if (call.ExplanationMissing is { } missing)
            yield return ("saker_explanation_missing", missing);
        if (call.Report.Warnings.Count > 0)
            yield return ("saker_warnings", string.Join('\n', call.Report.Warnings));
    }

    private static void Write(ref JsonText json, ReadOnlySpan<byte> head, string text)
    {
        json.Raw(head);
        json.Escaped(text);
        json.Raw((byte)'"');
    }
}
