namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The national ids that are known: what chance makes valid one time in ten needs a word beside it, what it hardly ever does stands alone.</summary>
internal static class NationalIdCatalogue
{
    public static IReadOnlyList<NationalId> All { get; } =
    [
        new("us_ssn", [[3, 2, 4]], ["ssn", "social", "security number"], 0.85, OtherIds.UsSsn) { Separators = "- " },
        // Without dashes nothing tells it from any other number of nine digits.
        new("us_ssn", [[9]], ["ssn", "social sec"], 0, OtherIds.UsSsn) { NearWords = 0.85 },
        new("uk_nino", [[9], [2, 2, 2, 2, 1], [2, 6, 1]], ["nino", "national insurance", "ni number"], 0.9, OtherIds.UkNino) { Separators = " -" },
        new("uk_nhs", [[10], [3, 3, 4]], ["nhs"], 0.2, OtherIds.UkNhs) { Separators = " -" },
        new("ca_sin", [[9], [3, 3, 3]], ["sin", "social insurance"], 0.2, OtherIds.CaSin) { Separators = " -" },
        new("de_tax_id", [[11], [2, 3, 3, 3]], ["steuer", "idnr", "tax id", "tin"], 0.45, GermanicIds.DeTaxId) { Separators = " " },
        new("at_svnr", [[10], [4, 6]], ["svnr", "sozialversicherung", "versicherungsnummer"], 0.3, GermanicIds.AtInsurance),
        new("ch_ahv", [[13], [3, 4, 4, 2]], ["ahv", "avs"], 0.95, GermanicIds.ChInsurance),
        new("nl_bsn", [[9], [4, 2, 3], [3, 3, 3]], ["bsn", "burgerservice", "sofi"], 0.25, GermanicIds.NlBsn),
        new("be_national_number", [[11], [2, 2, 2, 3, 2], [6, 3, 2]], ["rijksregister", "registre national", "national number", "insz", "niss"], 0.9, GermanicIds.BeNational),
        new("fr_nir", [[15], [13, 2], [1, 2, 2, 2, 3, 3, 2]], ["nir", "sécurité sociale", "securite sociale", "insee"], 0.95, RomanceIds.FrNir) { Separators = " " },
        new("es_dni", [[9], [8, 1]], ["dni", "nif", "documento"], 0.9, RomanceIds.EsDni) { Separators = "- " },
        new("es_nie", [[9], [1, 7, 1]], ["nie", "nif", "extranjero"], 0.9, RomanceIds.EsNie) { Separators = "- " },
        new("it_codice_fiscale", [[16], [3, 3, 5, 5]], ["codice fiscale", "cod. fisc", "cf"], 0.99, RomanceIds.ItFiscalCode) { Separators = " " },
        new("pt_nif", [[9], [3, 3, 3]], ["nif", "contribuinte", "fiscal"], 0.25, RomanceIds.PtNif) { Separators = " " },
        new("ro_cnp", [[13]], ["cnp", "cod numeric"], 0.8, RomanceIds.RoCnp),
        new("pl_pesel", [[11]], ["pesel"], 0.6, SlavicIds.PlPesel),
        new("cz_birth_number", [[6, 4]], ["rodné", "rodne", "birth number"], 0.8, SlavicIds.CzBirthNumber) { Separators = "/" },
        new("bg_egn", [[10]], ["egn", "егн"], 0.45, SlavicIds.BgEgn),
        new("hr_oib", [[11]], ["oib"], 0.3, SlavicIds.HrOib),
        new("ee_lt_personal_code", [[11]], ["isikukood", "asmens kod", "personal code"], 0.6, SlavicIds.BalticCode),
        new("se_personal_number", [[6, 4], [8, 4]], ["personnummer", "personal number", "pnr"], 0.85, NordicIds.SePersonal) { Separators = "-+" },
        new("se_personal_number", [[10], [12]], ["personnummer", "personal number", "pnr"], 0.45, NordicIds.SePersonal),
        new("no_birth_number", [[11], [6, 5]], ["fødselsnummer", "fodselsnummer", "personnummer"], 0.85, NordicIds.NoBirthNumber) { Separators = " " },
        new("dk_cpr", [[6, 4], [10]], ["cpr"], 0.4, NordicIds.DkCpr) { Separators = "-" },
        new("fi_hetu", [[6, 4]], ["hetu", "henkilötunnus", "personal identity"], 0.95, NordicIds.FiCode) { Separators = "-+" },
        new("fi_hetu", [[11]], ["hetu", "henkilötunnus", "personal identity"], 0.95, NordicIds.FiLongCode),
        new("ie_pps", [[8], [9], [7, 1], [7, 2]], ["pps", "ppsn"], 0.7, OtherIds.IePps) { Separators = " " },
    ];
}
